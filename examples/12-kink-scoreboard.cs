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
