using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>Zooming and moving the picture.</summary>
[Collection(nameof(Chromium))]
public class CameraTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Zoom_ByButtonOrKey_KeepsTheMiddle_AndFitShowsAllAgain()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        double[] first = await opened.Page.ViewBoxAsync();
        double width = await SizeAsync(opened.Page, "width"), height = await SizeAsync(opened.Page, "height");
        Assert.True(first[0] <= 0 && first[0] + first[2] >= width, $"{first[0]} to {first[0] + first[2]} is not all of 0 to {width}.");
        Assert.True(first[1] <= 0 && first[1] + first[3] >= height, $"{first[1]} to {first[1] + first[3]} is not all of 0 to {height}.");
        await AssertZoomsAsync(0.8, () => opened.Page.ClickAsync(".in"));
        await AssertZoomsAsync(0.8, () => opened.Page.KeysAsync("+"));
        await opened.Page.ClickAsync(".fit");
        Assert.Equal(first, await opened.Page.ViewBoxAsync());
        await AssertZoomsAsync(1.25, () => opened.Page.ClickAsync(".out"));
        await AssertZoomsAsync(1.25, () => opened.Page.KeysAsync("-"));
        await opened.Page.KeysAsync("0");
        Assert.Equal(first, await opened.Page.ViewBoxAsync());
        await opened.AssertSoundAsync();

        async Task AssertZoomsAsync(double factor, Func<Task> zoom)
        {
            double[] before = await opened.Page.ViewBoxAsync();
            await zoom();
            double[] after = await opened.Page.ViewBoxAsync();
            Assert.Equal(before[2] * factor, after[2], 6);
            Assert.Equal(before[3] * factor, after[3], 6);
            Assert.Equal(before[0] + (before[2] / 2), after[0] + (after[2] / 2), 6);
            Assert.Equal(before[1] + (before[3] / 2), after[1] + (after[3] / 2), 6);
        }
    }

    [BrowserFact]
    public async Task Drag_ByTheMouse_MovesThePictureWithIt()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        double[] before = await opened.Page.ViewBoxAsync();
        (float x, float y, float unit) = await CornerAsync(opened.Page);
        await opened.Page.Mouse.MoveAsync(x, y);
        await opened.Page.Mouse.DownAsync();
        await opened.Page.Mouse.MoveAsync(x + 60, y + 30, new() { Steps = 6 });
        await opened.Page.Mouse.UpAsync();
        double[] after = await opened.Page.ViewBoxAsync();

        // The first pixels tell a drag from a click.
        Assert.InRange((before[0] - after[0]) * unit, 44, 60.1);
        Assert.InRange((before[1] - after[1]) * unit, 22, 30.1);
        Assert.Equal(before[2], after[2]);

        await opened.Page.Mouse.MoveAsync(x + 200, y + 60);
        Assert.Equal(after, await opened.Page.ViewBoxAsync());
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Drag_FromANode_DoesNotChooseIt()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        LocatorBoundingBoxResult node = (await opened.Page.Node("total").Locator("rect").BoundingBoxAsync())!;
        await opened.Page.Mouse.MoveAsync(node.X + 10, node.Y + 10);
        await opened.Page.Mouse.DownAsync();
        await opened.Page.Mouse.MoveAsync(node.X + 40, node.Y + 20, new() { Steps = 5 });
        await opened.Page.Mouse.UpAsync();
        Assert.StartsWith("apple", await opened.Page.OnlySeenAsync("[data-about]"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Drag_LetGoOutsideThePicture_IsOver()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        LocatorBoundingBoxResult stage = (await opened.Page.Locator(".stage").BoundingBoxAsync())!;
        await opened.Page.Mouse.MoveAsync(stage.X + 20, stage.Y + 1);
        await opened.Page.Mouse.DownAsync();
        await opened.Page.Mouse.MoveAsync(stage.X + 20, stage.Y - 20);
        await opened.Page.Mouse.UpAsync();
        double[] before = await opened.Page.ViewBoxAsync();
        await opened.Page.Mouse.MoveAsync(stage.X + 40, stage.Y + 40);
        await opened.Page.Mouse.MoveAsync(stage.X + 90, stage.Y + 60);
        Assert.Equal(before, await opened.Page.ViewBoxAsync());
    }

    [BrowserFact]
    public async Task Wheel_OverThePicture_ZoomsAboutThePointer()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        const string Under = """
            ([x, y]) => {
                const p = new DOMPoint(x, y).matrixTransform(document.querySelector('.graph').getScreenCTM().inverse());
                return [p.x, p.y];
            }
            """;
        (float x, float y, _) = await CornerAsync(opened.Page);
        double[] before = await opened.Page.ViewBoxAsync(), point = await opened.Page.EvaluateAsync<double[]>(Under, new[] { x, y });
        await opened.Page.Mouse.MoveAsync(x, y);
        await opened.Page.Mouse.WheelAsync(0, -100);
        await Assertions.Expect(opened.Page.Locator(".graph")).Not.ToHaveAttributeAsync("viewBox", string.Join(' ', before));
        double[] after = await opened.Page.ViewBoxAsync(), same = await opened.Page.EvaluateAsync<double[]>(Under, new[] { x, y });

        Assert.Equal(before[2] * Math.Exp(-0.2), after[2], 6);
        Assert.Equal(point[0], same[0], 2);
        Assert.Equal(point[1], same[1], 2);
    }

    [BrowserFact]
    public async Task Step_AtANodeThatIsNotSeen_MovesThePictureThere()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Network(), new() { Width = 390, Height = 844 });
        foreach (string _ in Enumerable.Repeat("", 10))
        {
            await opened.Page.KeysAsync("ArrowRight");
            Assert.True(
                await opened.Page.EvaluateAsync<bool>("""
                    () => {
                        const [n, s] = ['.now-at', '.stage'].map(s => document.querySelector(s).getBoundingClientRect());
                        return n.left >= s.left && n.right <= s.right && n.top >= s.top && n.bottom <= s.bottom;
                    }
                    """),
                $"The node of step {await opened.Page.CounterAsync()} is not seen.");
        }
    }

    [BrowserFact]
    public async Task Step_AtTheEndOfAWidePicture_LeavesNoEmptyRoomBeyondIt()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Model());
        double width = await SizeAsync(opened.Page, "width");
        double[] first = await opened.Page.ViewBoxAsync();
        Assert.True(first[0] + first[2] < width, "The picture is not wide.");
        await opened.Page.KeysAsync("End");
        double[] box = await opened.Page.ViewBoxAsync();
        Assert.Equal(width, box[0] + box[2], 6);
    }

    private static async Task<double> SizeAsync(IPage page, string side) =>
        double.Parse((await page.AttributeAsync(".graph", side))!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A place in the picture where nothing is, and how many pixels a unit of the picture is there.</summary>
    private static async Task<(float X, float Y, float Unit)> CornerAsync(IPage page)
    {
        LocatorBoundingBoxResult stage = (await page.Locator(".stage").BoundingBoxAsync())!;
        return (stage.X + 25, stage.Y + 25, stage.Width / (float)(await page.ViewBoxAsync())[2]);
    }
}
