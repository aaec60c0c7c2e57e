using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>That a page shows each step of the run, and nothing before it happened.</summary>
[Collection(nameof(Chromium))]
public class SteppingTests(Chromium chromium)
{
    private static readonly string[] NewAtStep =
    [
        "value 1.1, value 100, value 2", "value 200", "value 220",
        "gradient 1", "gradient 1.1", "gradient 200", "gradient 2.2", "gradient 110", "",
    ];

    [BrowserFact]
    public async Task Steps_OnAndBackByKeys_ShowAndHideEachNumberInItsStep()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        var shown = new List<string[]>();
        foreach (string expected in NewAtStep)
        {
            Assert.Equal($"{shown.Count} / 8", await opened.Page.CounterAsync());
            string[] now = await opened.Page.OnEdgesAsync();
            string[] before = shown.LastOrDefault() ?? [];
            Assert.Equal(expected, string.Join(", ", now.Except(before)));
            Assert.Equal(before, before.Intersect(now));
            shown.Add(now);
            await opened.Page.KeysAsync("ArrowRight");
        }

        Assert.Equal("8 / 8", await opened.Page.CounterAsync());
        for (int step = 7; step >= 0; step--)
        {
            await opened.Page.KeysAsync("ArrowLeft");
            Assert.Equal(shown[step], await opened.Page.OnEdgesAsync());
        }

        await opened.Page.KeysAsync("ArrowLeft");
        Assert.Equal("0 / 8", await opened.Page.CounterAsync());
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task ButtonsAndKeys_ToTheEnds_GoThere()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        foreach ((string button, string counter) in new[]
        {
            ("one step on", "1 / 8"), ("one step on", "2 / 8"), ("one step back", "1 / 8"),
            ("to the end", "8 / 8"), ("one step on", "8 / 8"), ("to the beginning", "0 / 8"), ("one step back", "0 / 8"),
        })
        {
            await opened.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
            Assert.Equal(counter, await opened.Page.CounterAsync());
        }

        await opened.Page.KeysAsync("End");
        Assert.Equal("8 / 8", await opened.Page.CounterAsync());
        await opened.Page.KeysAsync("Home");
        Assert.Equal("0 / 8", await opened.Page.CounterAsync());
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Play_AtFourTimes_ReachesTheEndAndStops()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.SelectOptionAsync(".speed", "4");
        await opened.Page.ClickAsync(".play");
        Assert.Equal("1 / 8", await opened.Page.CounterAsync());
        Assert.Equal("true", await opened.Page.AttributeAsync(".play", "aria-pressed"));

        await opened.Page.WaitForCounterAsync("8 / 8");

        Assert.Equal("false", await opened.Page.AttributeAsync(".play", "aria-pressed"));
        await opened.Page.KeysAsync("Home"); // at which a run that had not stopped would go on
        await opened.Page.WaitForTimeoutAsync(600);
        Assert.Equal("0 / 8", await opened.Page.CounterAsync());
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Space_WhilePlaying_Pauses()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.SelectOptionAsync(".speed", "4");
        await opened.Page.EvaluateAsync("document.activeElement.blur()");
        await opened.Page.KeysAsync(" ");
        Assert.Equal("true", await opened.Page.AttributeAsync(".play", "aria-pressed"));
        await opened.Page.KeysAsync(" ");
        string paused = await opened.Page.CounterAsync();
        await opened.Page.WaitForTimeoutAsync(600);
        Assert.Equal(paused, await opened.Page.CounterAsync());
        Assert.Equal("false", await opened.Page.AttributeAsync(".play", "aria-pressed"));
    }

    [BrowserFact]
    public async Task Space_AtTheEnd_PlaysFromTheBeginning()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.KeysAsync("End", " ");
        Assert.Equal("1 / 8", await opened.Page.CounterAsync());
    }

    /// <summary>Else a press would do both, which is nothing.</summary>
    [BrowserFact]
    public async Task Space_OnTheButtonThatPlays_PressesItOnce()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.FocusAsync(".play");
        await opened.Page.KeysAsync(" ");
        Assert.Equal("1 / 8", await opened.Page.CounterAsync());
        Assert.Equal("true", await opened.Page.AttributeAsync(".play", "aria-pressed"));
    }

    [BrowserFact]
    public async Task Slider_Scrubbed_ShowsThatStep()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        ILocator slider = opened.Page.Locator(".scrub");
        await slider.FillAsync("6");
        Assert.Equal("6 / 8", await opened.Page.CounterAsync());
        Assert.Contains("gradient 2.2", await opened.Page.OnEdgesAsync());
        Assert.DoesNotContain("gradient 110", await opened.Page.OnEdgesAsync());

        LocatorBoundingBoxResult box = (await slider.BoundingBoxAsync())!;
        await opened.Page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        Assert.Equal("4 / 8", await opened.Page.CounterAsync());
        await opened.Page.KeysAsync("ArrowRight"); // as a slider does by itself
        Assert.Equal("5 / 8", await opened.Page.CounterAsync());
        await opened.Page.Locator("h1").ClickAsync();
        await opened.Page.KeysAsync("ArrowRight");
        Assert.Equal("6", await slider.InputValueAsync());
    }

    [BrowserFact]
    public async Task Step_Shown_IsTheOnlyOneInThePanelAndIsSaid()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        string[] said =
        [
            "apple = 100", "v₃ = 200", "total = 220", "∂total/∂total: 1", "∂total/∂v₃: 1.1", "∂total/∂tax: 200",
            "∂total/∂apple: 2.2", "∂total/∂count: 110", "All gradients are known.",
        ];
        string[] begins =
        [
            "apple = 100, count = 2, tax = 1.1.", "Compute v₃.", "Compute total.", "Now back.",
            "Back through × to v₃.", "Back through × to tax.", "Back through × to apple.", "Back through × to count.",
            "All gradients are known.",
        ];
        Assert.Equal("polite", await opened.Page.AttributeAsync(".say", "aria-live"));
        for (int step = 0; step < said.Length; step++)
        {
            Assert.StartsWith(said[step], await opened.Page.Locator(".say").TextContentAsync(), StringComparison.Ordinal);
            Assert.StartsWith(begins[step], await opened.Page.OnlySeenAsync(".steps > li"), StringComparison.Ordinal);
            await opened.Page.KeysAsync("ArrowRight");
        }
    }

    [BrowserFact]
    public async Task Nodes_NotYetDifferentiated_AreDashed()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        string[] labels = ["apple", "count", "tax", "v₃", "total"];
        int[] steps = [6, 7, 5, 4, 3];
        for (int step = 0; step <= 8; step++)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                ILocator box = opened.Page.Node(labels[i]).Locator("rect");
                string dashes = await box.EvaluateAsync<string>("e => getComputedStyle(e).strokeDasharray");
                Assert.Equal(step < steps[i] ? "4px, 3px" : "none", dashes);
            }

            await opened.Page.KeysAsync("ArrowRight");
        }
    }

    /// <summary>The arrow that is walked, in its direction, and the node at which the step is.</summary>
    [BrowserFact]
    public async Task Step_MarksItsArrow_TheOperationThatActs_AndTheNodeThatGets()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        Assert.Equal((0, 0, "", ""), await Marked());
        await opened.Page.KeysAsync("ArrowRight");
        Assert.Equal((2, 0, "v₃×", ""), await Marked());
        await opened.Page.KeysAsync("ArrowRight", "ArrowRight");
        Assert.Equal((0, 1, "total×", ""), await Marked()); // the seed
        await opened.Page.KeysAsync("ArrowRight", "ArrowRight");
        Assert.Equal((0, 1, "total×", "tax"), await Marked());

        async Task<(int Forward, int Backward, string Acts, string Gets)> Marked() => (
            (await Where(".forward", "strokeWidth", "3px")).Length, (await Where(".backward", "strokeWidth", "3px")).Length,
            string.Concat(await Where(".node rect", "fill", "rgb(255, 238, 176)")),
            string.Concat(await Where(".node rect", "strokeWidth", "3px")));

        async Task<string[]> Where(string selector, string style, string value) => await opened.Page.EvaluateAsync<string[]>(
            """
            ([selector, style, value]) => Promise.all(document.getAnimations().map(a => a.finished)).then(() =>
                [...document.querySelectorAll(selector)]
                    .filter(e => e.checkVisibility({ checkVisibilityCSS: true }) && getComputedStyle(e)[style] === value)
                    .map(e => [...e.parentNode.querySelectorAll('text')].map(t => t.textContent).reverse().join('')))
            """,
            new[] { selector, style, value });
    }
}
