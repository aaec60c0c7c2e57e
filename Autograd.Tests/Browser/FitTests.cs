using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>
/// What "fit" promises: all of the picture lies inside of what is seen of it, however large it is and however small the window.
/// </summary>
[Collection(nameof(Chromium))]
public class FitTests(Chromium chromium)
{
    private const double Readable = 9; // pixels of the smallest text

    private static readonly (int Width, int Height)[] Windows = [(1280, 720), (1920, 1080), (390, 844)];

    /// <summary>How far the boxes, circles and texts of the picture reach beyond the stage, in pixels; 0 if all lie inside.</summary>
    private const string Outside = """
        () => {
            const stage = document.querySelector('.stage').getBoundingClientRect();
            const parts = [...document.querySelectorAll('.graph:not([hidden]) :is(rect, text, path)')].map(e => e.getBoundingClientRect());
            const reaches = r => Math.max(stage.left - r.left, r.right - stage.right, stage.top - r.top, r.bottom - stage.bottom);
            return Math.max(0, ...parts.map(reaches));
        }
        """;

    [BrowserTheory]
    [InlineData("apple")]
    [InlineData("chain of 60")]
    [InlineData("wide and tall")]
    [InlineData("tall")]
    [InlineData("model")]
    public async Task Fit_OfAnyPictureInAnyWindow_ShowsAllOfIt(string name)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html(name), new() { ReducedMotion = ReducedMotion.Reduce });
        foreach ((int width, int height) in Windows)
        {
            // A page as it opens shows all, or its beginning at a size at which it can be read.
            await opened.Page.SetViewportSizeAsync(width, height);
            await opened.Page.ReloadAsync();
            await opened.SettleAsync();
            double outside = await opened.Page.EvaluateAsync<double>(Outside), text = await SmallestTextAsync(opened);
            Assert.True(
                outside < 1 || Math.Abs(text - (12 * 0.76)) < 0.1,
                $"{width}×{height}: {outside} pixels are outside, at texts of {text} pixels.");
            Assert.True(text >= Readable, $"{width}×{height}: the page opens with a text of {text} pixels.");

            await opened.Page.ClickAsync(".fit");
            await AssertAllInsideAsync($"{width}×{height}");
        }

        // It stays so when the window changes, at every step, and after zooming.
        await opened.Page.SetViewportSizeAsync(900, 600);
        await AssertAllInsideAsync("after a smaller window");
        await opened.Page.KeysAsync("End", "Home", "ArrowRight");
        await AssertAllInsideAsync("after a step");
        await opened.Page.KeysAsync("+", "+", "0");
        await AssertAllInsideAsync("after the key 0");
        await opened.AssertSoundAsync();

        async Task AssertAllInsideAsync(string when)
        {
            await opened.SettleAsync();
            double outside = await opened.Page.EvaluateAsync<double>(Outside);
            Assert.True(outside < 1, $"{name}, {when}: fit leaves {outside} pixels outside.");
        }
    }

    [BrowserFact]
    public async Task Fit_UsesTheRoomThatThereIs()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html("tall"));
        await opened.Page.ClickAsync(".fit");
        double[] sides = await opened.Page.EvaluateAsync<double[]>("""
            () => {
                const stage = document.querySelector('.stage').getBoundingClientRect();
                const height = +document.querySelector('.graph').getAttribute('height');
                return [stage.height, height * document.querySelector('.graph').getScreenCTM().a, innerHeight];
            }
            """);
        Assert.InRange(sides[1], sides[0] - 3, sides[0] + 1); // the picture is as high as the stage, but for its border
        Assert.True(sides[0] > 0.5 * sides[2], $"The stage has {sides[0]} of {sides[2]} pixels.");
    }

    private static Task<double> SmallestTextAsync(OpenedPage opened) => opened.Page.EvaluateAsync<double>(
        """
        Math.min(...[...document.querySelectorAll('.graph:not([hidden]) text')].map(
            e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a))
        """);

    private static string Html(string name)
    {
        Tensor<double> x = Tensor<double>.Variable(0.7, "x");
        Tensor<double>[] column = [.. Enumerable.Range(0, 24).Select(i => Tensor<double>.Variable([i], $"x{i}"))];
        return name switch
        {
            "apple" => Pages.Apple(),
            "model" => Pages.Model(),
            "chain of 60" => Enumerable.Range(0, 60).Aggregate(x, (y, i) => i % 2 == 0 ? y.Sin() : y * 1.5).TraceGraph().ToHtml(),
            "tall" => Tensor<double>.Concatenate(column, 0).Sum().TraceGraph().ToHtml(),
            "wide and tall" => Enumerable.Range(0, 25).Aggregate(x, (sum, i) => sum + (Tensor<double>.Variable(i, $"v{i}") * x))
                .TraceGraph().ToHtml(),
            _ => throw new ArgumentException($"There is no picture {name}."),
        };
    }
}
