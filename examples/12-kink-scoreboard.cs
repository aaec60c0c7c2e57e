#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// Where a function has a corner, a jump, a pole or no value, somebody has to decide what its derivative is. This prints what is decided
// here: the very table that the tests check, in Autograd.Tests/Primitives/Kinks*.cs, with values and gradients computed while you look.
// Each gradient is computed twice, once backward and once forward. The last column says why it is what it is.

using System.Globalization;
using Autograd;
using Autograd.Tests.Primitives;
using Tensor = Autograd.Tensor<double>;

var rows = new List<string[]> { new[] { "at the point", "value", "gradient", "because" } };
foreach (Kink<double> kink in Kinks<double>.All)
{
    Tensor[] xs = [.. kink.Inputs.Select(x => Tensor.Variable(x))];
    Tensor y = kink.Call(xs);
    Gradients<double> backward = y.Backward();
    double[] gradient = [.. xs.SelectMany(x => backward[x].ToArray())];
    if (!gradient.SequenceEqual(Forward(kink, xs)))
    {
        throw new InvalidOperationException($"{kink.Name}: the two modes differ.");
    }

    rows.Add([kink.Name, Text(y.Item), string.Join(", ", gradient.Select(Text)), kink.Why]);
}

int[] widths = [.. Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length))];
foreach (string[] row in rows)
{
    Console.WriteLine(string.Join("  ", row.Select((cell, i) => i < 3 ? cell.PadRight(widths[i]) : cell)));
}

Console.WriteLine();
Console.WriteLine($"{rows.Count - 1} points, each the same in both modes");

// In forward mode one sweep gives the derivative by one number, so there is a sweep for every number.
static double[] Forward(Kink<double> kink, Tensor[] xs) =>
[
    .. from i in Enumerable.Range(0, xs.Length)
       from k in Enumerable.Range(0, xs[i].Shape.Count)
       select Differentiate.Jvp(kink.Call, xs, [.. xs.Select((x, j) =>
           j == i ? Tensor.OneHot([k], x.Shape.Count)[0] : Tensor.Zeros(x.Shape))]).Tangent.Item,
];

static string Text(double value) =>
    (value == 0 ? "0" : value.ToString("G6", CultureInfo.InvariantCulture)).Replace("-", "−").Replace("Infinity", "∞");

if (args.Contains("--html"))
{
    new Lesson("What is decided at kinks", "微分できない点での取り決め")
        .Text(
            "A function may have a corner, a jump, a pole or no value at a point. Then somebody has to decide what its derivative is "
            + "there. Three of them, each with the slope that autodiff gives:",
            "角、跳び、極がある点や、値のない点では、微分の値を誰かが決めなければなりません。そのような関数を三つ、自動微分が返す傾きとともに示します。")
        .Picture(Plot.Function(x => x.Clamp(-1, 2), -3, 4, "clamp to [−1, 2]"), "A corner: 0 at both bounds.", "角: 両端で 0 です。")
        .Picture(Plot.Function(x => x.Floor(), -3, 3, "floor"), "A jump: 0, flat on both sides.", "跳び: 両側とも平らなので 0 です。")
        .Picture(Plot.Function(x => 1 / x, -2, 2, "1/x"), "A pole: −∞ at 0.", "極: 0 では −∞ です。")
        .Text(
            "And this is all of it: each point with its value, its gradient, the same in both modes, and the reason. The tests check this "
            + "table.",
            "次がその全部です。各点の値、両方のモードで一致する勾配、そしてその理由です。この表はテストで検査されています。")
        .Code(string.Join("\n", rows.Select(row => string.Join("  ", row.Select((cell, i) => i < 3 ? cell.PadRight(widths[i]) : cell)))))
        .SaveHtml("12-kink-scoreboard.html");
}
