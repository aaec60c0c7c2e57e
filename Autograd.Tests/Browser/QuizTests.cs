using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>That a page asks for each gradient before it shows it.</summary>
[Collection(nameof(Chromium))]
public class QuizTests(Chromium chromium)
{
    private const string Question = "What comes back along the marked arrow? Of a tensor, which shape?";

    [BrowserFact]
    public async Task Quiz_AtAStepBack_AsksAndHidesTheAnswer()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.KeysAsync("q", "ArrowRight", "ArrowRight", "ArrowRight");
        Assert.Equal("true", await opened.Page.AttributeAsync(".quiz", "aria-pressed"));
        Assert.Empty(await opened.Page.SeenAsync(".guess"));

        await opened.Page.KeysAsync("ArrowRight"); // the first that goes back
        await AssertAsksAsync(opened.Page, "4 / 8");
        Assert.Equal(Question, await opened.Page.Locator(".say").TextContentAsync());
        Assert.DoesNotContain("gradient 1.1", await opened.Page.OnEdgesAsync());
        Assert.Equal("input", await opened.Page.EvaluateAsync<string>("document.activeElement.localName"));
        Assert.Single(await opened.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.edge.now-on')].map(e => e.dataset.c)"));

        await opened.Page.ClickAsync(".next"); // does not pass by the question
        await AssertAsksAsync(opened.Page, "4 / 8");
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Answer_WrongThenRight_IsToldAndTheStepShown()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await AskAsync(opened.Page, 5);
        foreach (string wrong in new[] { "2.2", "198.9", "201.1", "-200", "", "two hundred", "200 200" })
        {
            await opened.Page.FillAsync(".guess input", wrong);
            await opened.Page.KeysAsync("Enter");
            Assert.Equal("Not yet.", await opened.Page.OnlySeenAsync(".verdict span"));
            await AssertAsksAsync(opened.Page, "5 / 8");
        }

        await opened.Page.FillAsync(".guess input", " +199.5 ");
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "check" }).ClickAsync();
        Assert.Equal("Right.", await opened.Page.OnlySeenAsync(".verdict span"));
        Assert.StartsWith("Back through × to tax.", await opened.Page.OnlySeenAsync(".answer"), StringComparison.Ordinal);
        Assert.Contains("gradient 200", await opened.Page.OnEdgesAsync());
        Assert.Equal("next", await opened.Page.EvaluateAsync<string>("document.activeElement.className"));

        await opened.Page.KeysAsync("Enter"); // and on to the next question
        await AssertAsksAsync(opened.Page, "6 / 8");
        Assert.Empty(await opened.Page.SeenAsync(".verdict span"));
        Assert.Equal("", await opened.Page.InputValueAsync(".guess input"));
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task ShowIt_Clicked_ShowsTheStep()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await AskAsync(opened.Page, 6);
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "show it" }).ClickAsync();
        Assert.Empty(await opened.Page.SeenAsync(".guess"));
        Assert.Contains("gradient 2.2", await opened.Page.OnEdgesAsync());
        Assert.Equal("∂total/∂apple: 2.2", await opened.Page.Locator(".say").TextContentAsync());
    }

    [BrowserFact]
    public async Task Quiz_EndedOrSteppedBackFrom_AsksNoMore()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await AskAsync(opened.Page, 6);
        await opened.Page.ClickAsync(".back");
        Assert.Equal("5 / 8", await opened.Page.CounterAsync());
        Assert.Empty(await opened.Page.SeenAsync(".guess"));
        Assert.Contains("gradient 200", await opened.Page.OnEdgesAsync());

        await opened.Page.ClickAsync(".next");
        await AssertAsksAsync(opened.Page, "6 / 8");
        await opened.Page.ClickAsync(".quiz");
        Assert.Equal("false", await opened.Page.AttributeAsync(".quiz", "aria-pressed"));
        Assert.Empty(await opened.Page.SeenAsync(".guess"));
        Assert.Contains("gradient 2.2", await opened.Page.OnEdgesAsync());
    }

    [BrowserFact]
    public async Task Play_InAQuiz_StopsAtTheQuestion()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.KeysAsync("q");
        await opened.Page.SelectOptionAsync(".speed", "4");
        await opened.Page.ClickAsync(".play");
        await opened.Page.WaitForCounterAsync("4 / 8");
        await AssertAsksAsync(opened.Page, "4 / 8");
        Assert.Equal("false", await opened.Page.AttributeAsync(".play", "aria-pressed"));
    }

    [BrowserTheory]
    [InlineData("inf", "Right.")]
    [InlineData("-inf", "Not yet.")]
    [InlineData("nan", "Not yet.")]
    [InlineData("1e300", "Not yet.")]
    public async Task Answer_ToAnInfiniteGradient_IsThatInfinity(string answer, string verdict)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Tensor<double>.Variable(0, "x").Sqrt().TraceGraph().ToHtml());
        await AskAsync(opened.Page, 3);
        await opened.Page.FillAsync(".guess input", answer);
        await opened.Page.KeysAsync("Enter");
        Assert.Contains(verdict, await opened.Page.OnlySeenAsync(".verdict > span"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Answer_NearlyAShape_IsWrong()
    {
        Tensor<double> x = Tensor<double>.Ones([784]).AsVariable("x");
        await using OpenedPage opened = await chromium.OpenAsync((x * x).Sum().TraceGraph().ToHtml());
        await AskAsync(opened.Page, 4);
        await opened.Page.FillAsync(".guess input", "(783)");
        await opened.Page.KeysAsync("Enter");
        Assert.Contains("Not yet.", await opened.Page.OnlySeenAsync(".verdict > span"), StringComparison.Ordinal);
        await opened.Page.FillAsync(".guess input", "784");
        await opened.Page.KeysAsync("Enter");
        Assert.Contains("Right.", await opened.Page.OnlySeenAsync(".verdict > span"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Question_OfATensor_IsItsShape()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Model());
        int steps = await opened.Page.Locator(".steps > li").CountAsync();
        string[] answers = await opened.Page.Locator(".steps > li").EvaluateAllAsync<string[]>(
            "all => all.map(e => e.dataset.answer || '')");
        int step = Array.FindIndex(answers, answer => answer.Contains(',', StringComparison.Ordinal));
        Assert.InRange(step, 1, steps);
        await AskAsync(opened.Page, step);
        await opened.Page.FillAsync(".guess input", "0.5");
        await opened.Page.KeysAsync("Enter");
        Assert.Equal("Not yet.", await opened.Page.OnlySeenAsync(".verdict span"));
        await opened.Page.FillAsync(".guess input", answers[step].Trim('(', ')').Replace(",", " ×", StringComparison.Ordinal));
        await opened.Page.KeysAsync("Enter");
        Assert.Equal("Right.", await opened.Page.OnlySeenAsync(".verdict span"));
        await opened.AssertSoundAsync();
    }

    private static async Task AskAsync(IPage page, int step)
    {
        await page.Locator(".scrub").FillAsync($"{step - 1}");
        await page.Locator("h1").ClickAsync(); // no slider has the focus
        await page.ClickAsync(".quiz");
        if (await page.CountSeenAsync(".guess") > 0)
            await page.ClickAsync(".reveal");

        await page.ClickAsync(".next");
    }

    private static async Task AssertAsksAsync(IPage page, string counter)
    {
        Assert.Equal(counter, await page.CounterAsync());
        Assert.StartsWith(Question, await page.OnlySeenAsync(".guess"), StringComparison.Ordinal);
        Assert.Empty(await page.SeenAsync(".answer"));
    }
}
