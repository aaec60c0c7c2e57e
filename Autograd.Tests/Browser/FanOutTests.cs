namespace Autograd.Tests.Browser;

/// <summary>That a page shows how the gradients of a value that is used several times are added.</summary>
[Collection(nameof(Chromium))]
public class FanOutTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Sum_OfAValueUsedThreeTimes_GrowsWithEachUse()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.FanOut());
        string[] sums = ["", "", "", "", "", "1", "1 + 3 = 4", "4 + 3 = 7", "4 + 3 = 7"];
        for (int step = 0; step < sums.Length; step++)
        {
            Assert.Equal($"{step} / 8", await opened.Page.CounterAsync());
            Assert.Equal(sums[step], string.Join(" and ", await opened.Page.SeenAsync(".sum")));
            await opened.Page.KeysAsync("ArrowRight");
        }

        await opened.Page.KeysAsync("ArrowLeft", "ArrowLeft");
        Assert.Equal("1 + 3 = 4", await opened.Page.OnlySeenAsync(".sum"));
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task StepText_AtEachUse_SaysWhyAndShowsTheSum()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.FanOut());
        string[] says =
        [
            "x is used 3 times; the other uses will add their part.",
            "This is use 2 of 3. A change of x reaches y by all of them, so their parts are added: 1 + 3 = 4",
            "This is use 3 of 3. A change of x reaches y by all of them, so their parts are added: 1 + 3 + 3 = 7",
        ];
        await opened.Page.KeysAsync("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
        Assert.DoesNotContain("used 3 times", await opened.Page.OnlySeenAsync(".steps > li"), StringComparison.Ordinal);
        foreach (string expected in says)
        {
            await opened.Page.KeysAsync("ArrowRight");
            Assert.Contains(expected, await opened.Page.OnlySeenAsync(".steps > li"), StringComparison.Ordinal);
        }
    }

    [BrowserFact]
    public async Task Gradient_OfTheNode_IsToldOnceItIsComplete()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.FanOut());
        await opened.Page.EvaluateAsync("location.hash = 'step=6'");
        await opened.Page.WaitForCounterAsync("6 / 8");
        Assert.DoesNotContain("gradient", await opened.Page.OnlySeenAsync("[data-about]"), StringComparison.Ordinal);
        Assert.Equal("4px, 3px", await opened.Page.StyleAsync(".variable rect", "stroke-dasharray"));

        await opened.Page.KeysAsync("ArrowRight");

        string section = await opened.Page.OnlySeenAsync("[data-about]");
        Assert.Contains("used 3 times", section, StringComparison.Ordinal);
        Assert.Contains("gradient 7", section, StringComparison.Ordinal);
        Assert.Equal("none", await opened.Page.StyleAsync(".variable rect", "stroke-dasharray"));
    }
}
