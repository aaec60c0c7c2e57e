using System.Globalization;
using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>That a page is for every reader: without scripts, without a mouse, in the dark, on paper and on a telephone.</summary>
[Collection(nameof(Chromium))]
public class ReadersTests(Chromium chromium)
{
    private static readonly OpenOptions Telephone = new() { Width = 390, Height = 844 };

    [BrowserTheory]
    [InlineData(nameof(Pages.Apple), "ArrowRight ArrowRight ArrowRight ArrowRight ArrowRight")]
    [InlineData(nameof(Pages.Apple), "t End")]
    [InlineData(nameof(Pages.Apple), "q ArrowRight ArrowRight ArrowRight ArrowRight")]
    [InlineData(nameof(Pages.Apple), "l End")]
    [InlineData(nameof(Pages.FanOut), "End ArrowLeft ArrowLeft")]
    [InlineData(nameof(Pages.Model), "End")]
    [InlineData(nameof(Pages.Lesson), "l")]
    public async Task Axe_InLightAndDark_FindsNothing(string name, string keys)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Of(name));
        await opened.Page.KeysAsync(keys.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        await opened.Page.EvaluateAsync("document.querySelectorAll('details').forEach(e => e.open = true)");
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await opened.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await opened.SettleAsync();
            Assert.Empty(await Accessibility.Violations(opened.Page));
        }

        await opened.AssertSoundAsync();
    }

    [BrowserTheory]
    [InlineData(nameof(Pages.Model))]
    [InlineData(nameof(Pages.Lesson))]
    public async Task Axe_OnATelephone_FindsNothing(string name)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Of(name), Telephone);
        Assert.Empty(await Accessibility.Violations(opened.Page));
        await opened.AssertSoundAsync();
    }

    [BrowserTheory]
    [InlineData(nameof(Pages.Network))]
    [InlineData(nameof(Pages.Model))]
    [InlineData(nameof(Pages.Hostile))]
    [InlineData(nameof(Pages.Lesson))]
    public async Task Telephone_AnyPage_ScrollsOnlyUpAndDown(string name)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Of(name), Telephone);
        foreach (string keys in new[] { "", "End", "t", "l" })
        {
            if (keys.Length > 0)
                await opened.Page.KeysAsync(keys);

            await opened.Page.EvaluateAsync("document.querySelectorAll('details').forEach(e => e.open = true)");
            Assert.Equal(390, await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.Equal(390, await opened.Page.EvaluateAsync<int>("document.body.scrollWidth"));
        }
    }

    [BrowserFact]
    public async Task Window_OfADesk_IsFilledAndNeedsNoScrolling()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Model());
        await opened.Page.KeysAsync("End");
        Assert.Equal(1280, await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal(720, await opened.Page.EvaluateAsync<int>("document.documentElement.scrollHeight"));
    }

    [BrowserTheory]
    [InlineData(nameof(Pages.Apple))]
    [InlineData(nameof(Pages.Lesson))]
    public async Task WithoutScripts_EverythingIsReadable_AndNoControlIsThere(string name)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Of(name), new() { JavaScript = false });
        int runs = name == nameof(Pages.Lesson) ? 2 : 1;
        Assert.Empty(await opened.Page.SeenAsync("button, select, input, output, .guess, .folding, .controls"));
        string[] steps = await opened.Page.SeenAsync(".trace:first-of-type .steps > li");
        Assert.Equal(9, steps.Length);
        Assert.StartsWith("Back through × to apple.", steps[6], StringComparison.Ordinal);
        Assert.Equal(9 * runs, await opened.Page.CountSeenAsync(".steps > li"));
        string[] edges = await opened.Page.OnEdgesAsync();
        Assert.All(
            (string[])["gradient 1", "gradient 1.1", "gradient 110", "gradient 2.2", "gradient 200", "value 1.1", "value 100", "value 220"],
            expected => Assert.Contains(expected, edges));
        Assert.Contains("1 apple variable 100 2.2", await opened.Page.SeenAsync(".tape tbody tr"));
        string[] sections = await opened.Page.SeenAsync("[data-about]");
        Assert.Contains("tax = 1.1 variable gradient 200", sections);
        if (runs == 2)
            Assert.Equal("4 + 3 = 7", await opened.Page.OnlySeenAsync(".sum"));
    }

    [BrowserFact]
    public async Task Motion_Reduced_IsNone()
    {
        await using OpenedPage still = await chromium.OpenAsync(Pages.Apple(), new() { ReducedMotion = ReducedMotion.Reduce });
        await still.Page.KeysAsync("ArrowRight");
        Assert.Equal(0, await Longest(still));
        await using OpenedPage moving = await chromium.OpenAsync(Pages.Apple());
        Assert.Equal(0.2, await Longest(moving));

        static Task<double> Longest(OpenedPage opened) => opened.Page.EvaluateAsync<double>("""
            [...document.querySelectorAll('*')].map(e => getComputedStyle(e))
                .flatMap(style => [style.transitionDuration, style.animationDuration])
                .flatMap(s => s.split(', ')).map(parseFloat).sort().at(-1)
            """);
    }

    [BrowserTheory]
    [InlineData(nameof(Pages.FanOut))]
    [InlineData(nameof(Pages.Lesson))]
    public async Task Paper_InAQuizWithTheTapeOpen_HasEverythingAndNoControls(string name)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Of(name));
        await opened.Page.Locator(".tab").Last.ClickAsync();
        await opened.Page.Locator(".quiz").Last.ClickAsync();
        await opened.Page.Locator(".scrub").Last.FillAsync("4");
        await opened.Page.Locator(".next").Last.ClickAsync();
        Assert.Equal(1, await opened.Page.CountSeenAsync(".guess"));
        await opened.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await opened.SettleAsync();
        Assert.Empty(await opened.Page.SeenAsync("button, select, input, output, .guess, .folding, .controls"));
        Assert.Equal(await opened.Page.Locator(".steps > li").CountAsync(), await opened.Page.CountSeenAsync(".steps > li"));
        Assert.Equal(await opened.Page.Locator(".answer").CountAsync(), await opened.Page.CountSeenAsync(".answer"));
        Assert.Equal(await opened.Page.Locator("[data-about]").CountAsync(), await opened.Page.CountSeenAsync("[data-about]"));
        Assert.Equal(await opened.Page.Locator(".tape tr").CountAsync(), await opened.Page.CountSeenAsync(".tape tr"));
        Assert.Equal(await opened.Page.Locator(".gradient").CountAsync(), await opened.Page.CountSeenAsync(".gradient"));
        Assert.Equal("4 + 3 = 7", await opened.Page.OnlySeenAsync(".sum")); // and not the sums on the way there, one over the other
    }

    /// <summary>By the formula of WCAG 2, which axe does not apply to the texts of a picture.</summary>
    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Picture_Texts_HaveEnoughContrast(ColorScheme scheme)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Model(), new() { ColorScheme = scheme });
        Assert.Empty(await opened.Page.EvaluateAsync<string[]>("""
            () => {
                const linear = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
                const light = color => color.match(/[\d.]+/g).slice(0, 3)
                    .reduce((sum, c, i) => sum + linear(c / 255) * [0.2126, 0.7152, 0.0722][i], 0);
                return [...document.querySelectorAll('.graph text')].filter(text => {
                    const box = text.parentNode.querySelector('rect'), isTitle = box && !text.classList.contains('name');
                    const paper = isTitle ? getComputedStyle(box).fill : getComputedStyle(document.body).backgroundColor;
                    const [low, high] = [light(getComputedStyle(text).fill), light(paper)].sort((a, b) => a - b);
                    return (high + 0.05) / (low + 0.05) < 4.5;
                }).map(text => text.textContent);
            }
            """));
    }

    [BrowserTheory]
    [InlineData(ColorScheme.Light, true)]
    [InlineData(ColorScheme.Dark, false)]
    public async Task Colours_InLightAndDark_AreThoseOfTheReader(ColorScheme scheme, bool isLight)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple(), new() { ColorScheme = scheme });
        Assert.Equal(isLight, await Brightness("body", "background-color") > 128);
        Assert.Equal(isLight, await Brightness(".variable rect", "fill") > 128);
        Assert.NotEqual(isLight, await Brightness(".node text", "fill") > 128);

        async Task<double> Brightness(string selector, string property)
        {
            string[] parts = (await opened.Page.StyleAsync(selector, property)).Split('(', ',', ')');
            return parts[1..4].Average(part => double.Parse(part, CultureInfo.InvariantCulture));
        }
    }
}
