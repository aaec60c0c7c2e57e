using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>What a page says of each node: by the mouse, by keys, by the tape and by the search.</summary>
[Collection(nameof(Chromium))]
public class NodeTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Node_Clicked_ShowsItsSection()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        foreach (string name in new[] { "tax", "total", "apple" })
        {
            await opened.Page.Node(name).Locator("rect").ClickAsync();
            Assert.StartsWith(name, await opened.Page.OnlySeenAsync("[data-about]"), StringComparison.Ordinal);
            Assert.StartsWith(name, await opened.Page.AttributeAsync(".node.selected", "aria-label"), StringComparison.Ordinal);
            Assert.Equal("3px", await Settled(opened.Page.Node(name)));
        }

        Assert.Equal("0 / 8", await opened.Page.CounterAsync());
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Node_ReachedByTabAndPressed_ShowsItsSectionAndDoesNotPlay()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.FocusAsync(".language");
        var reached = new List<string>();
        for (int i = 0; i < 5; i++)
        {
            await opened.Page.KeysAsync("Tab");
            reached.Add(await opened.Page.EvaluateAsync<string>("document.activeElement.ariaLabel"));
            Assert.Equal("4px", await Settled(opened.Page.Locator(".node:focus"))); // so that it is seen where the focus is
            await opened.Page.KeysAsync(i % 2 == 0 ? " " : "Enter");
            string name = reached[^1].Split(',', ':')[0];
            Assert.StartsWith(name, await opened.Page.OnlySeenAsync("[data-about]"), StringComparison.Ordinal);
        }

        Assert.Equal(
            ["apple, variable, 100", "count, variable, 2", "v₃: Multiply, 200", "tax, variable, 1.1", "total: Multiply, 220"], reached);
        await opened.Page.WaitForTimeoutAsync(100);
        Assert.Equal("0 / 8", await opened.Page.CounterAsync());
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Node_Section_HasTheRuleAndTheNumbersThatAreKnown()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.Node("v₃").ClickAsync();
        string atFirst = await opened.Page.OnlySeenAsync("[data-about]");
        Assert.Contains("rule", atFirst, StringComparison.Ordinal);
        Assert.DoesNotContain("200", atFirst, StringComparison.Ordinal);
        Assert.DoesNotContain("1.1", atFirst, StringComparison.Ordinal);

        await opened.Page.KeysAsync("End");
        await opened.Page.Node("v₃").ClickAsync();

        string atTheEnd = await opened.Page.OnlySeenAsync("[data-about]");
        Assert.Contains("= 200", atTheEnd, StringComparison.Ordinal);
        Assert.Contains("gradient 1.1", atTheEnd, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Tape_ByButtonOrKey_TakesThePlaceOfTheNodes()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        Assert.Empty(await opened.Page.SeenAsync(".tape table"));

        await opened.Page.ClickAsync(".tab");
        string[] rows = await opened.Page.SeenAsync(".tape tbody tr");
        Assert.Equal(["1 apple variable 100", "2 count variable 2", "3 v₃ apple·count", "4 tax variable 1.1", "5 total v₃·tax"], rows);
        Assert.Equal("true", await opened.Page.AttributeAsync(".tab", "aria-pressed"));
        Assert.Empty(await opened.Page.SeenAsync("[data-about]"));

        await opened.Page.KeysAsync("End");
        Assert.Equal(
            [
                "1 apple variable 100 2.2", "2 count variable 2 110", "3 v₃ apple·count 200 1.1", "4 tax variable 1.1 200",
                "5 total v₃·tax 220 1",
            ],
            await opened.Page.SeenAsync(".tape tbody tr"));

        await opened.Page.KeysAsync("t");
        Assert.Equal("false", await opened.Page.AttributeAsync(".tab", "aria-pressed"));
        Assert.Empty(await opened.Page.SeenAsync(".tape table"));
        await opened.Page.OnlySeenAsync("[data-about]");
    }

    [BrowserFact]
    public async Task Tape_AtAStep_MarksTheRowOfItsNode()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.KeysAsync("t", "ArrowRight");
        Assert.StartsWith("3 v₃", await opened.Page.OnlySeenAsync("tr.current"), StringComparison.Ordinal);
        string others = await opened.Page.StyleAsync("tr:not(.current) td", "background-color");
        Assert.NotEqual(others, await opened.Page.StyleAsync("tr.current td", "background-color"));
    }

    [BrowserFact]
    public async Task Search_AfterSlash_HighlightsGoesOnAndClears()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Network());
        await opened.Page.KeysAsync("/");
        Assert.Equal("search", await opened.Page.EvaluateAsync<string>("document.activeElement.className"));
        Assert.Equal("", await opened.Page.InputValueAsync(".search")); // the / itself is not typed

        await opened.Page.Keyboard.TypeAsync("W2");
        string[] hits = await opened.Page.SeenAsync(".graph .hit");
        Assert.Equal(["w21", "w22"], hits);
        Assert.Equal("2", await opened.Page.InnerTextAsync(".found"));
        await opened.Page.EvaluateAsync("Promise.all(document.getAnimations().map(a => a.finished)).then(() => 0)");
        Assert.Equal("1", await opened.Page.StyleAsync(".node.hit", "opacity"));
        Assert.Equal("0.3", await opened.Page.StyleAsync(".node[data-node]:not(.hit)", "opacity"));

        var visited = new List<string>();
        for (int i = 0; i < 3; i++)
        {
            await opened.Page.KeysAsync("Enter");
            visited.Add((await opened.Page.OnlySeenAsync("[data-about]"))[..3]);
        }

        Assert.Equal(["w21", "w22", "w21"], visited);
        await opened.Page.KeysAsync("Escape");
        Assert.Empty(await opened.Page.SeenAsync(".graph .hit"));
        Assert.Equal("", await opened.Page.InnerTextAsync(".found"));
        Assert.Equal("", await opened.Page.InputValueAsync(".search"));
        Assert.Equal("1", await Settled(opened.Page.Locator(".node").First, "opacity"));
        await opened.AssertSoundAsync();
    }

    /// <summary>Else "t" or "q" in a name would open the tape or begin a quiz.</summary>
    [BrowserFact]
    public async Task Search_TypedIn_DoesNothingElse()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.KeysAsync("/");
        await opened.Page.Keyboard.TypeAsync("tql +-0");
        await opened.Page.KeysAsync("ArrowRight", "End");
        Assert.Equal("tql +-0", await opened.Page.InputValueAsync(".search"));
        Assert.Equal("0", await opened.Page.InnerTextAsync(".found"));
        Assert.Equal("0 / 8", await opened.Page.CounterAsync());
        Assert.Empty(await opened.Page.SeenAsync(".tape"));
        Assert.Equal("en", await opened.Page.AttributeAsync("html", "lang"));
    }

    [BrowserFact]
    public async Task Search_WithALayerThenOpened_HighlightsInTheNewPictureToo()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Model());
        await opened.Page.KeysAsync("/");
        await opened.Page.Keyboard.TypeAsync("weight");
        Assert.Empty(await opened.Page.SeenAsync(".graph .hit"));
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "all open" }).ClickAsync();
        Assert.Equal(["0.weight", "2.weight"], (await opened.Page.SeenAsync(".graph .hit")).Select(text => text[..8]).Order());
    }

    [BrowserFact]
    public async Task HostileNames_Everywhere_AreText()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Hostile());
        Assert.Equal(Pages.HostileName, await opened.Page.InnerTextAsync("h1"));
        Assert.Equal(Pages.HostileName, await opened.Page.TitleAsync());
        Assert.Equal(0, await opened.Page.Locator("main b").CountAsync());
        Assert.Equal($"{Pages.HostileName}, variable, 1", await opened.Page.AttributeAsync(".node", "aria-label"));
        await opened.Page.KeysAsync("ArrowRight", "End", "ArrowLeft");
        Assert.Equal($"∂{Pages.HostileName} y/∂'<!-- &amp;: 1", await opened.Page.Locator(".say").TextContentAsync());
        await opened.Page.Locator(".node").Nth(1).ClickAsync();
        Assert.StartsWith("'<!-- &amp; = 2", await opened.Page.OnlySeenAsync("[data-about]"), StringComparison.Ordinal);
        await opened.Page.KeysAsync("t", "q", "l");
        await opened.AssertSoundAsync();
    }

    private static Task<string> Settled(ILocator element, string property = "stroke-width") => element.First.EvaluateAsync<string>(
        """
        (e, p) => Promise.all(document.getAnimations().map(a => a.finished))
            .then(() => getComputedStyle(p === 'opacity' ? e : e.querySelector('rect')).getPropertyValue(p))
        """,
        property);
}
