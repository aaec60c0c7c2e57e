using System.Globalization;
using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>What a reader sees of a page of the library, and does with it.</summary>
internal static class Reading
{
    private const string Seen = "e => e.checkVisibility({ checkVisibilityCSS: true })";

    /// <summary>Presses keys, one after another, wherever the focus is.</summary>
    public static async Task KeysAsync(this IPage page, params string[] keys)
    {
        foreach (string key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>The counter, such as "5 / 8".</summary>
    public static Task<string> CounterAsync(this IPage page) => page.InnerTextAsync(".count");

    /// <summary>Waits until the counter says that. The policy of the page forbids to wait for an expression.</summary>
    public static Task WaitForCounterAsync(this IPage page, string counter) =>
        Assertions.Expect(page.Locator(".count")).ToHaveTextAsync(counter, new() { Timeout = 8000 });

    /// <summary>The texts of those elements that are seen, with single spaces.</summary>
    public static Task<string[]> SeenAsync(this IPage page, string selector) => page.EvaluateAsync<string[]>(
        $"s => [...document.querySelectorAll(s)].filter({Seen}).map(e => (e.innerText ?? e.textContent).replace(/\\s+/g, ' ').trim())",
        selector);

    /// <summary>How many of those elements are seen.</summary>
    public static async Task<int> CountSeenAsync(this IPage page, string selector) => (await page.SeenAsync(selector)).Length;

    /// <summary>The only one of those elements that is seen.</summary>
    public static async Task<string> OnlySeenAsync(this IPage page, string selector) => Assert.Single(await page.SeenAsync(selector));

    /// <summary>The values and gradients that are seen on the arrows, such as "value 200", in the order of the alphabet.</summary>
    public static async Task<string[]> OnEdgesAsync(this IPage page)
    {
        string[] texts =
        [
            .. (await page.SeenAsync(".graph:not([hidden]) .value")).Select(text => $"value {text}"),
            .. (await page.SeenAsync(".graph:not([hidden]) .gradient")).Select(text => $"gradient {text}"),
        ];
        return [.. texts.Order(StringComparer.Ordinal)];
    }

    /// <summary>A property of the computed style of the first such element.</summary>
    public static Task<string> StyleAsync(this IPage page, string selector, string property) => page.EvaluateAsync<string>(
        "([s, p]) => getComputedStyle(document.querySelector(s)).getPropertyValue(p)", new[] { selector, property });

    /// <summary>An attribute of the first such element, null if it has none.</summary>
    public static Task<string?> AttributeAsync(this IPage page, string selector, string name) =>
        page.Locator(selector).First.GetAttributeAsync(name);

    /// <summary>What is seen of the picture: left, top, width and height in its own units.</summary>
    public static async Task<double[]> ViewBoxAsync(this IPage page)
    {
        string text = (await page.AttributeAsync(".graph:not([hidden])", "viewBox"))!;
        return [.. text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    /// <summary>The node of that name, in the picture that is seen.</summary>
    public static ILocator Node(this IPage page, string label) => page.Locator($".graph:not([hidden]) .node[aria-label^='{label}']");

    /// <summary>What stands after # in the address.</summary>
    public static Task<string> HashAsync(this IPage page) => page.EvaluateAsync<string>("location.hash");

    /// <summary>Asserts that nothing went wrong: no errors, nothing asked for.</summary>
    public static async Task AssertSoundAsync(this OpenedPage opened)
    {
        await opened.SettleAsync();
        Assert.Empty(opened.Errors);
        Assert.Empty(opened.Requests);
    }
}
