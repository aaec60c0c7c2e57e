#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// The slope of f(x) = x^3 - 3x^2 + x at 4 is 3 * 16 - 6 * 4 + 1 = 25. Numerical differentiation comes near it, automatic
// differentiation gives it.

using Autograd;
using Tensor = Autograd.Tensor<double>;

static Tensor F(Tensor x) => x * x * x - 3 * x * x + x;

static double CentralDifference(double x, double h) => (F(x + h).Item - F(x - h).Item) / (2 * h);

Console.WriteLine($"central difference, h = 1e-4: {CentralDifference(4, 1e-4):F8}");
Console.WriteLine($"automatic differentiation:    {Differentiate.Gradient<double>(F, 4)}");

// Two errors pull in opposite directions. A large step h sees the curve bend: the truncation error is h^2 f'''/6, here h^2. A small
// step subtracts two nearly equal numbers, which are rounded to 16 digits, and divides what is left by 2h: the smaller h, the worse.
Console.WriteLine();
Console.WriteLine("    h    error    what the error comes from");
var errors = new List<double>();
for (int digits = 1; digits <= 15; digits++)
{
    double h = Math.Pow(10, -digits);
    double error = Math.Abs(CentralDifference(4, h) - 25);
    errors.Add(error);
    string cause = error < 2 * h * h ? "truncation" : "round-off";
    string bar = new('#', Math.Max(0, 14 + (int)Math.Round(Math.Log10(error))));
    Console.WriteLine($"1e-{digits:00}  {error:0.0e+00}  {cause,-12}{bar}");
}

if (args.Contains("--html"))
{
    Tensor x = Tensor.Variable(4, "x");
    new Lesson("Numerical against automatic", "数値微分と自動微分")
        .Text(
            "The slope of f(x) = x³ − 3x² + x at 4 is 25. A central difference with h = 10⁻⁴ gives 25.00000001: near, but not the slope.",
            "f(x) = x³ − 3x² + x の x = 4 での傾きは 25 です。h = 10⁻⁴ の中心差分は 25.00000001 となり、近いものの正確ではありません。")
        .Code("static double CentralDifference(double x, double h) => (F(x + h).Item - F(x - h).Item) / (2 * h);")
        .Picture(Plot.Function(F, -1, 4.5, "x³ − 3x² + x"))
        .Picture(
            Plot.Curve([.. errors], "error of the central difference, h = 10^−step", logarithmic: true),
            "On the left the step is too large and sees the curve bend. On the right it is so small that two nearly equal numbers are "
            + "subtracted and few digits remain. No step size is right.",
            "左側では h が大きすぎて、曲線の曲がりが誤差になります。右側では h が小さすぎて、ほとんど等しい数を引くことになり、"
            + "正しい桁が少ししか残りません。ちょうどよい h はありません。")
        .Heading("Automatic differentiation", "自動微分")
        .Text(
            "Automatic differentiation has no h. It applies the rule of each operation, with numbers, and adds up: 25 with all digits.",
            "自動微分には h がありません。演算ごとの規則に数値を入れて足し合わせるだけで、すべての桁が正しい 25 を得ます。")
        .Trace(F(x).Named("f").TraceGraph())
        .SaveHtml("05-numerical-against-automatic.html");
}
