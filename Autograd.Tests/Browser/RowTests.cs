using Autograd.Nn;
using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>
/// That the rows of steps and nodes show all of their formulas: none is clipped, none scrolls by itself, none lies over the next.
/// </summary>
[Collection(nameof(Chromium))]
public class RowTests(Chromium chromium)
{
    /// <summary>
    /// Shows every step and then every node, and says which rows are cut off, scroll or overlap, and which panels are wider than the window
    /// gives them.
    /// </summary>
    private const string Defects = """
        () => {
            const found = new Set(), all = s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility());
            const name = e => `${e.localName} "${(e.innerText || '').replace(/\s+/g, ' ').slice(0, 60)}"`;
            // Rows of numbers do not break: the panel scrolls.
            const table = e => [...e.querySelectorAll('pre')].some(p => p.checkVisibility());
            const wide = e => e.scrollWidth > e.clientWidth + 1 && !table(e);
            const look = () => {
                const rows = all('.now :is(p, li, ul), .side :is(dt, dd, dl, h3, p)');
                for (const e of rows.filter(e => getComputedStyle(e).display !== 'contents')) {
                    if (getComputedStyle(e).overflow !== 'visible') found.add(`${name(e)} has scroll bars`);
                    if (e.scrollHeight > e.clientHeight + 1) found.add(`${name(e)} is ${e.scrollHeight} high in ${e.clientHeight}`);
                    if (wide(e)) found.add(`${name(e)} is ${e.scrollWidth} wide in ${e.clientWidth}`);
                }
                for (const e of all('.now, .side')) {
                    if (wide(e)) found.add(`${e.className} scrolls to the side: ${e.scrollWidth} in ${e.clientWidth}`);
                }
                // What begins below ends below: rows, terms and formulas of one column, and the lines of one formula.
                for (const s of ['.now .current > :is(p, math), .now .current .answer > :is(p, math)', '.side dt', '.side dd', 'dd p']) {
                    const boxes = all(s).map(e => [e, e.getBoundingClientRect()]);
                    boxes.forEach(([a, r], i) => boxes.slice(i + 1).forEach(([b, q]) => {
                        const over = Math.min(r.bottom, q.bottom) - Math.max(r.top, q.top);
                        const beside = Math.min(r.right, q.right) - Math.max(r.left, q.left);
                        if (over > 1 && beside > 1) found.add(`${name(a)} lies over ${name(b)}`);
                    }));
                }
                for (const e of all('math')) {
                    const r = e.getBoundingClientRect(), q = e.closest('dd, li').getBoundingClientRect();
                    if (r.top < q.top - 1 || r.bottom > q.bottom + 1) found.add(`${name(e)} leaves its row`);
                }
            };
            const next = document.querySelector('.next'), end = +document.querySelector('.scrub').max;
            document.querySelector('.first').click();
            for (let i = 0; i <= end; i++, next.click()) look();
            for (const node of document.querySelectorAll('.graph:not([hidden]) [data-node]:not([data-members])')) {
                node.dispatchEvent(new MouseEvent('click', { bubbles: true }));
                look();
            }
            return [...found];
        }
        """;

    public static TheoryData<string> Runs => ["apple", "network", "model", "losses", "quotients", "names", "powers"];

    [BrowserTheory]
    [MemberData(nameof(Runs))]
    public async Task Rows_OfAllStepsAndNodes_ShowTheirFormulas(string name)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html(name), new() { ReducedMotion = ReducedMotion.Reduce });
        await AssertSoundAsync(opened, 1280, 720);
        await AssertSoundAsync(opened, 390, 844);
        await opened.AssertSoundAsync();
    }

    [BrowserFact]
    public async Task Rows_OfEveryPrimitive_ShowTheirFormulas()
    {
        // One page of all of them would be laid out for minutes: a few pages of a sum of many.
        foreach (Tensor<double>[] some in Primitives().Chunk(20))
        {
            Tensor<double> sum = some.Select(y => y.Sum()).Aggregate((total, next) => total + next);
            string html = sum.Named("L").TraceGraph().ToHtml();
            await using OpenedPage opened = await chromium.OpenAsync(html, new() { ReducedMotion = ReducedMotion.Reduce });
            await AssertSoundAsync(opened, 1280, 720);
        }
    }

    [BrowserFact]
    public async Task Formula_WiderThanItsPanel_ScrollsWithThePanel()
    {
        Tensor<double> x = Tensor<double>.Variable(0.3, new string('x', 60)), y = Tensor<double>.Variable(0.8, new string('y', 60));
        string html = x.Pow(y).Named("z").TraceGraph().ToHtml();
        await using OpenedPage opened = await chromium.OpenAsync(html, new() { Width = 390, Height = 844 });
        await opened.Page.KeysAsync("ArrowRight", "ArrowRight", "ArrowRight");
        string[] found = await opened.Page.EvaluateAsync<string[]>("""
            () => ['.now', '.side'].filter(s => {
                const e = document.querySelector(s);
                e.scrollLeft = 1e6;
                const right = e => e.getBoundingClientRect().right;
                const reaches = [...e.querySelectorAll('math')].filter(m => m.checkVisibility()).every(m => right(m) <= right(e) + 1);
                return !reaches || e.scrollHeight > e.clientHeight + 1 || document.documentElement.scrollWidth > innerWidth;
            })
            """);
        Assert.Empty(found);
    }

    private static async Task AssertSoundAsync(OpenedPage opened, int width, int height)
    {
        await opened.Page.SetViewportSizeAsync(width, height);
        string[] defects = await opened.Page.EvaluateAsync<string[]>(Defects);
        Assert.True(defects.Length == 0, $"{width}×{height}: {defects.Length} defects: {string.Join("; ", defects.Take(8))}");
    }

    private static string Html(string name)
    {
        Tensor<double> x = Tensor<double>.Variable(0.7, "x"), longNamed = Tensor<double>.Variable(0.3, "a rather long name");
        return name switch
        {
            "apple" => Pages.Apple(),
            "network" => Pages.Network(),
            "model" => Pages.Model(),
            "losses" => Losses().ToHtml(),
            "powers" => (x.Pow(1.0 / 3).Named("a") * (x * -1234.56789).Named("b")).Named("y").TraceGraph().ToHtml(),
            "quotients" => (1 / (1 + (x / (1 + (1 / (x * x))))).Sqrt()).Named("z").TraceGraph().ToHtml(),
            "names" => (longNamed / (x * -1).Named("a name of its own")).Tanh().Named("the result").TraceGraph().ToHtml(),
            _ => throw new ArgumentException($"There is no run {name}."),
        };
    }

    private static GraphTrace<double> Losses()
    {
        Tensor<double> logits = Tensor<double>.Constant(new double[,] { { 1, 2, 0.5 }, { -1, 0.3, 2 } }).AsVariable("logits");
        Tensor<double> targets = Tensor<double>.Constant(new double[,] { { 0, 1, 0 }, { 0, 0, 1 } }).Named("t");
        Tensor<double> scores = logits[.., 0].Named("s"), wanted = Tensor<double>.Constant([1, 0]).Named("w");
        Tensor<double> squares = Loss.MeanSquaredError(logits.Softmax(-1), targets);
        return (squares + Loss.BinaryCrossEntropyWithLogits(scores, wanted) + Loss.CrossEntropy(logits, [1, 2]))
            .Named("loss").TraceGraph();
    }

    private static IEnumerable<Tensor<double>> Primitives()
    {
        Tensor<double> x = Tensor<double>.Variable([0.3, 0.6], "x"), y = Tensor<double>.Variable([0.5, 0.2], "y");
        Tensor<double> more = (x + 1).Named("u");
        Tensor<double> a = Tensor<double>.Constant(new double[,] { { 1, 2 }, { 3, 4 } }).AsVariable("A");
        return
        [
            -x, x.Abs(), x.Acos(), more.Acosh(), x.Asin(), x.Asinh(), x.Atan(), x.Atanh(), x.Cos(), x.Cosh(), x.Erf(), x.Erfc(),
            x.Exp(), x.Exp2(), x.ExpM1(), x.Log(), x.Log10(), x.Log2(), x.LogP1(), x.Sign(), x.Sin(), x.Sinh(), x.Sqrt(), x.Tan(),
            x.Tanh(), x.Floor(), x.Ceiling(), x.Round(), x.Truncate(),
            x.Pow(3), x.Pow(-1), x.Pow(0.5), x.Clamp(0, 0.5), x.Square(), x.Reciprocal(), x.ReciprocalSqrt(),
            x + y, x - y, x * y, x / y, x.Pow(y), x.Remainder(y), Tensor<double>.Atan2(x, y), Tensor<double>.Hypot(x, y),
            Tensor<double>.Maximum(x, y), Tensor<double>.Minimum(x, y), Tensor<double>.Select(x > y, x, y), Tensor<double>.XLogY(x, y),
            a.MatMul(a), a.Transpose(), a.Reshape(4), a[0], a.Sum(0), a.Max(1),
            a.CumulativeSum(0), Tensor<double>.Concatenate([x, y], 0), a.Softmax(-1), a.LogSoftmax(0), a.LogSumExp(), a.Sort(0),
        ];
    }
}
