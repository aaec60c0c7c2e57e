using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>That the address says which step is shown, and shows the step that it says.</summary>
[Collection(nameof(Chromium))]
public class LinkTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Address_OfAStep_OpensThere()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await GoAsync(opened, "step=7");
        Assert.Equal("7 / 8", await opened.Page.CounterAsync());
        Assert.Equal("#step=7", await opened.Page.HashAsync());
        Assert.Contains("gradient 110", await opened.Page.OnEdgesAsync());
        Assert.Equal("7", await opened.Page.InputValueAsync(".scrub"));
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Address_OfAStepFarToTheRight_OpensWithItsNodeInSight()
    {
        Tensor<double> y = Tensor<double>.Variable(0.5, "x");
        for (int i = 0; i < 40; i++)
        {
            y = y.Sin();
        }

        await using OpenedPage opened = await chromium.OpenAsync(y.TraceGraph().ToHtml());
        await GoAsync(opened, "step=39");
        await opened.Page.ReloadAsync();
        await opened.SettleAsync();
        Assert.Equal("39 / 82", await opened.Page.CounterAsync());
        Assert.True(await opened.Page.EvaluateAsync<bool>(
            """
            () => {
                const seen = document.querySelector('.stage').getBoundingClientRect();
                const node = document.querySelector('.now-at').getBoundingClientRect();
                return seen.left <= node.left && node.right <= seen.right && seen.top <= node.top && node.bottom <= seen.bottom;
            }
            """), "The node of the step is outside of the picture.");
    }

    [BrowserFact]
    public async Task Address_OfNoStep_ShowsTheNearestOrTheBeginning()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        (string Hash, string Counter)[] cases = [("step=99", "8 / 8"), ("step=", "0 / 8"), ("elsewhere", "0 / 8"), ("2.step=3", "0 / 8")];
        foreach ((string hash, string counter) in cases)
        {
            await GoAsync(opened, hash);
            Assert.Equal(counter, await opened.Page.CounterAsync());
        }

        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Address_Changed_ShowsThatStepAndSteppingChangesIt()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.EvaluateAsync("location.hash = 'step=5'");
        await opened.Page.WaitForCounterAsync("5 / 8");

        int history = await opened.Page.EvaluateAsync<int>("history.length");
        await opened.Page.KeysAsync("ArrowRight");
        Assert.Equal("#step=6", await opened.Page.HashAsync());
        await opened.Page.KeysAsync("Home");
        Assert.Equal("#step=0", await opened.Page.HashAsync());
        Assert.Equal(history, await opened.Page.EvaluateAsync<int>("history.length")); // or to go back would be to step back
    }

    [BrowserFact]
    public async Task Address_OfAStepInALesson_OpensThatRunThereAndScrollsToIt()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Lesson());
        await GoAsync(opened, "2.step=3");
        Assert.Equal(["0 / 8", "3 / 8"], await opened.Page.SeenAsync(".count"));
        Assert.Equal("#2.step=3", await opened.Page.HashAsync());
        await Assertions.Expect(opened.Page.Locator(".stage").Nth(1)).ToBeInViewportAsync();
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Lesson_Opened_BeginsAtItsTop()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Lesson());
        Assert.Equal(0, await opened.Page.EvaluateAsync<double>("scrollY"));
    }

    [BrowserFact]
    public async Task Lesson_Keys_StepTheRunWithTheFocus()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Lesson());
        await opened.Page.KeysAsync("ArrowRight"); // none has it yet
        Assert.Equal(["0 / 8", "0 / 8"], await opened.Page.SeenAsync(".count"));

        await opened.Page.Locator(".next").Nth(1).ClickAsync();
        await opened.Page.KeysAsync("ArrowRight");
        Assert.Equal(["0 / 8", "2 / 8"], await opened.Page.SeenAsync(".count"));
        Assert.Equal("#2.step=2", await opened.Page.HashAsync());

        await opened.Page.Locator(".node").First.FocusAsync();
        await opened.Page.KeysAsync("End");
        Assert.Equal(["8 / 8", "2 / 8"], await opened.Page.SeenAsync(".count"));
        Assert.Equal("#1.step=8", await opened.Page.HashAsync());
        await opened.AssertSoundAsync();
    }

    private static async Task GoAsync(OpenedPage opened, string hash)
    {
        await opened.Page.GotoAsync("about:blank"); // or it would only change the hash
        await opened.Page.GotoAsync($"{opened.Address}#{hash}");
    }
}
