using System.Text.RegularExpressions;

namespace Autograd.Tests.Browser;

/// <summary>That a page is in one language at a time, in what is seen and in what is read out.</summary>
[Collection(nameof(Chromium))]
public partial class LanguageTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Switch_ByButtonOrKey_ChangesEveryTextAndLabel()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        Assert.Equal("en", await opened.Page.AttributeAsync("html", "lang"));
        Assert.DoesNotMatch(JapaneseLetters(), await Texts(opened));
        Assert.Equal("play", await opened.Page.AttributeAsync(".play", "aria-label"));
        Assert.Equal("apple, variable, 100", await opened.Page.AttributeAsync(".node", "aria-label"));

        await opened.Page.ClickAsync(".language");
        Assert.Equal("ja", await opened.Page.AttributeAsync("html", "lang"));
        Assert.Equal("再生", await opened.Page.AttributeAsync(".play", "aria-label"));
        Assert.Equal("apple、変数、100", await opened.Page.AttributeAsync(".node", "aria-label"));
        Assert.Contains("勾配を求めます", await opened.Page.OnlySeenAsync(".steps > li"), StringComparison.Ordinal);
        Assert.DoesNotMatch("[A-Za-z]{3,}", NamesAndKeys().Replace(await Texts(opened), ""));
        Assert.All(
            await opened.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-other]')].map(e => e.ariaLabel)"),
            label => Assert.Matches("[、ぁ-んァ-ヶ一-龠]", label));

        await opened.Page.KeysAsync("l");
        Assert.Equal("en", await opened.Page.AttributeAsync("html", "lang"));
        Assert.Equal("play", await opened.Page.AttributeAsync(".play", "aria-label"));
        Assert.DoesNotMatch(JapaneseLetters(), await Texts(opened));
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Page_MadeInJapanese_OpensInJapaneseAndChangesToEnglish()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple(Language.Japanese));
        Assert.Equal("ja", await opened.Page.AttributeAsync("html", "lang"));
        Assert.Equal("再生", await opened.Page.AttributeAsync(".play", "aria-label"));
        Assert.Contains("勾配を求めます", await Texts(opened), StringComparison.Ordinal);
        await opened.Page.KeysAsync("l");
        Assert.Equal("play", await opened.Page.AttributeAsync(".play", "aria-label"));
        Assert.DoesNotMatch(JapaneseLetters(), await Texts(opened));
    }

    [BrowserFact]
    public async Task Lesson_Switched_ChangesProseAndEveryRun()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Lesson());
        Assert.DoesNotMatch(JapaneseLetters(), await Texts(opened));
        await opened.Page.KeysAsync("l");
        Assert.Equal("なぜ勾配を加えるのか", await opened.Page.InnerTextAsync("h1"));
        Assert.Equal(["一度だけ使われる値", "三度使われる値"], await opened.Page.SeenAsync("main > h2"));
        Assert.Equal("y とその導関数", await opened.Page.OnlySeenAsync("figcaption"));
        Assert.All(await opened.Page.SeenAsync(".now h2"), heading => Assert.Equal("何が起きるか", heading));
        Assert.Equal(2, await opened.Page.Locator(".play[aria-label='再生']").CountAsync());
    }

    /// <summary>All that is seen, with everything open, but for the button that names both languages.</summary>
    private static async Task<string> Texts(OpenedPage opened)
    {
        await opened.Page.EvaluateAsync("document.querySelectorAll('details').forEach(e => e.open = true)");
        string all = string.Join('\n', await opened.Page.SeenAsync("header, main > :not(.trace), .folding, .controls, .panel"));
        Assert.Contains("日本語", all, StringComparison.Ordinal);
        return all.Replace(await opened.Page.InnerTextAsync(".language"), "", StringComparison.Ordinal);
    }

    [GeneratedRegex("Buying apples|apple|count|tax|total|Multiply|Space|Home|End|Tab|Enter")]
    private static partial Regex NamesAndKeys();

    [GeneratedRegex(@"[\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]")]
    private static partial Regex JapaneseLetters();
}
