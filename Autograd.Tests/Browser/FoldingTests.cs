using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>That the layers of a model fold into boxes, and open.</summary>
[Collection(nameof(Chromium))]
public class FoldingTests(Chromium chromium)
{
    private const string Titles = ".node.group > rect + text";

    private static readonly string[] Layers = ["0: Linear(2, 4)", "1: Sigmoid", "2: Linear(4, 3)", "3: Softmax(-1)"];

    [BrowserFact]
    public async Task Model_Opened_IsFolded()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Model());
        Assert.Equal(Layers.Select(name => $"▸ {name}"), await opened.Page.SeenAsync(Titles));
        Assert.Empty(await opened.Page.SeenAsync(".node.member"));
        Assert.Equal((string[])["all folded", .. Layers, "all open"], await opened.Page.SeenAsync(".fold"));
        Assert.Equal("all folded", await opened.Page.OnlySeenAsync(".fold[aria-pressed=true]"));
    }

    [BrowserFact]
    public async Task Group_ClickedOrPressed_OpensAndKeepsTheFocus()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Model());
        foreach (string how in new[] { "click", "Enter", " " })
        {
            ILocator box = opened.Page.Node(Layers[2]);
            Assert.Equal($"{Layers[2]}, folded: open it", await box.GetAttributeAsync("aria-label"));
            if (how == "click")
            {
                await box.ClickAsync();
            }
            else
            {
                await box.FocusAsync();
                await opened.Page.KeysAsync(how);
            }

            Assert.Equal(["▸ 0: Linear(2, 4)", "▸ 1: Sigmoid", "▸ 3: Softmax(-1)"], await opened.Page.SeenAsync(Titles));
            Assert.Contains("2.weight", await opened.Page.SeenAsync(".node.member text"));
            Assert.Equal(Layers[2], await opened.Page.OnlySeenAsync(".fold[aria-pressed=true]"));
            Assert.True(await opened.Page.EvaluateAsync<bool>("document.activeElement.matches('.graph:not([hidden]) .node.member')"));
            Assert.Equal("0 / ", (await opened.Page.CounterAsync())[..4]);
            await opened.Page.Locator(".fold").First.ClickAsync();
        }

        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task FoldButtons_Pressed_OpenAndFold()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Model());
        foreach (string name in (string[])[.. Layers, "all open", "all folded"])
        {
            await opened.Page.Locator(".fold", new() { HasText = name }).ClickAsync();
            Assert.Equal(name, await opened.Page.OnlySeenAsync(".fold[aria-pressed=true]"));
            string[] folded = name == "all open" ? [] : [.. Layers.Where(layer => layer != name).Select(layer => $"▸ {layer}")];
            Assert.Equal(folded, await opened.Page.SeenAsync(Titles));
            Assert.Equal(name != "all folded", await opened.Page.CountSeenAsync(".node.member") > 0);
        }

        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Step_WithinAFoldedGroup_MarksItsBox()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Model());
        var marked = new List<string>();
        int steps = await opened.Page.Locator(".steps > li").CountAsync();
        for (int step = 1; step < steps - 1; step++)
        {
            await opened.Page.KeysAsync("ArrowRight");
            Assert.Equal(1, await opened.Page.CountSeenAsync(".now-at"));
            marked.AddRange((await opened.Page.SeenAsync(".now-at.group > rect + text")).Select(title => title[2..]));
        }

        string[] turns = [.. marked.Where((title, i) => i == 0 || marked[i - 1] != title)];
        Assert.Equal((string[])[.. Layers, .. Layers.Reverse().Skip(1)], turns);
    }

    /// <summary>And the box of a group is no longer dashed when its last gradient is there.</summary>
    [BrowserFact]
    public async Task View_ChangedAtAStep_ShowsThatStep()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Model());
        Assert.Equal("4px, 3px", await opened.Page.StyleAsync(".graph:not([hidden]) .group rect", "stroke-dasharray"));
        await opened.Page.KeysAsync("End", "ArrowLeft");
        Assert.Equal("none", await opened.Page.StyleAsync(".graph:not([hidden]) .group rect", "stroke-dasharray"));
        string before = await opened.Page.CounterAsync();
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "all open" }).ClickAsync();
        Assert.Equal(before, await opened.Page.CounterAsync());
        Assert.NotEmpty(await opened.Page.SeenAsync(".graph:not([hidden]) .now-at"));
        await opened.Page.KeysAsync("Home");
        Assert.Empty(await opened.Page.SeenAsync(".graph:not([hidden]) .gradient"));
    }
}
