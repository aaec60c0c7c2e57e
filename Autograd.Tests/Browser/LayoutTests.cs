namespace Autograd.Tests.Browser;

/// <summary>That nothing lies over anything else as the browser draws it, with its own fonts.</summary>
[Collection(nameof(Chromium))]
public class LayoutTests(Chromium chromium)
{
    /// <summary>
    /// What lies over what of the texts, boxes, maps and arrows that are seen. A text may be within the box of its node; an arrow may touch
    /// the boxes where it begins and ends. The rectangle of a text is as high as its letters, not as its line.
    /// </summary>
    private const string Collisions = """
        () => {
            const graph = document.querySelector('.graph:not([hidden])'), found = [];
            const seen = s => [...graph.querySelectorAll(s)].filter(e => e.checkVisibility({ checkVisibilityCSS: true }));
            const thing = e => {
                const r = e.getBoundingClientRect(), size = parseFloat(getComputedStyle(e).fontSize) * graph.getScreenCTM().a;
                const text = e.localName === 'text', base = text ? e.getScreenCTM().f + +e.getAttribute('y') * e.getScreenCTM().d : 0;
                return {
                    e, text, owner: e.closest('.node'), name: e.localName + ' ' + (e.textContent || e.closest('.node, .edge').ariaLabel),
                    left: r.left, right: r.right, top: text ? base - 0.75 * size : r.top, bottom: text ? base + 0.05 * size : r.bottom,
                };
            };
            const things = seen('text, .node > rect, use').map(thing);
            const before = (a, b) => a.right <= b.left + 0.5 || a.bottom <= b.top + 0.5;
            const within = (a, b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
            things.forEach((a, i) => things.slice(i + 1).forEach(b => {
                const isTitle = b.text && a.e.localName === 'rect' && a.owner === b.owner && within(b, a);
                if (!isTitle && !before(a, b) && !before(b, a)) found.push(`${a.name} × ${b.name}`);
            }));
            for (const path of seen('.forward, .backward')) {
                const length = path.getTotalLength(), m = path.getScreenCTM();
                for (let at = 12; at < length - 12; at += 2) {
                    const p = path.getPointAtLength(at).matrixTransform(m);
                    const hit = things.filter(b => p.x > b.left + 2 && p.x < b.right - 2 && p.y > b.top + 1 && p.y < b.bottom - 1);
                    for (const b of hit) found.push(`${path.classList[0]} to ${path.parentNode.dataset.to} × ${b.name}`);
                }
            }
            return [...new Set(found)];
        }
        """;

    [BrowserTheory]
    [InlineData(nameof(Pages.FanOut), 1280, 720)]
    [InlineData(nameof(Pages.Network), 1280, 720)]
    [InlineData(nameof(Pages.Model), 1280, 720)]
    [InlineData(nameof(Pages.Network), 390, 844)]
    [InlineData(nameof(Pages.Names), 1280, 720)]
    public async Task Picture_AtTheEnd_HasNothingOverAnythingElseAndNoSmallText(string name, int width, int height)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Of(name), new() { Width = width, Height = height });
        await opened.Page.KeysAsync("End");
        Assert.Empty(await opened.Page.EvaluateAsync<string[]>(Collisions));
        Assert.True(await SmallestTextAsync(opened) >= 9, $"A text of {await SmallestTextAsync(opened)} pixels is hard to read.");
        if (name == nameof(Pages.Model))
        {
            await opened.Page.Locator(".fold").Last.ClickAsync();
            Assert.Empty(await opened.Page.EvaluateAsync<string[]>(Collisions));
            Assert.True(await SmallestTextAsync(opened) >= 9, $"A text of {await SmallestTextAsync(opened)} pixels is hard to read.");
        }
    }

    [BrowserFact]
    public async Task Collisions_OfALabelThatIsMoved_AreFound()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Pages.Apple());
        await opened.Page.KeysAsync("End");
        string y = (await opened.Page.AttributeAsync(".edge .value", "y"))!;
        await opened.Page.Locator(".edge .gradient").First.EvaluateAsync("(e, y) => e.setAttribute('y', y)", y);
        Assert.Contains("text 100 × text 2.2", await opened.Page.EvaluateAsync<string[]>(Collisions));
    }

    private static Task<double> SmallestTextAsync(OpenedPage opened) => opened.Page.EvaluateAsync<double>("""
        Math.min(...[...document.querySelectorAll('.graph:not([hidden]) text')]
            .map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a))
        """);
}
