#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// Which measurement matters? The flow through a thin pipe is Q = π r⁴ Δp / (8 μ l) (Hagen and Poiseuille). Four numbers are measured, each
// with an error. The derivatives of Q tell what each error does to the result, and which instrument to buy.

using Autograd;
using Tensor = Autograd.Tensor<double>;

string[] names = ["radius r / m", "pressure Δp / Pa", "viscosity μ / (Pa s)", "length l / m"];
Tensor measured = [0.0005, 2000, 0.001, 0.2];
Tensor errors = [0.00001, 20, 0.00002, 0.001]; // one standard deviation each

static Tensor Flow(Tensor x) => Math.PI * x[0].Pow(4) * x[1] / (8 * x[2] * x[3]);

var (flow, gradient) = Differentiate.ValueAndGradient(Flow, measured);
Console.WriteLine($"flow Q: {flow.Item * 1e6:F4} ml/s");
Console.WriteLine();

// 1. ∂Q/∂x depends on the units of x. The elasticity x/Q·∂Q/∂x does not: by how many percent Q changes for one percent of x.
Tensor elasticity = gradient * measured / flow;

// 2. To first order an error of x makes an error of ∂Q/∂x times as much; independent errors add like the legs of right angles.
Tensor parts = (gradient * errors).Abs() * 1e6;
Console.WriteLine("                          value      error  elasticity  error of Q / (ml/s)");
for (int i = 0; i < names.Length; i++)
{
    Console.WriteLine($"{names[i],-20}{measured[i].Item,11:G4}{errors[i].Item,11:G4}{elasticity[i].Item,12:F2}{parts[i].Item,21:F5}");
}

Console.WriteLine($"{"together",-54}{parts.Norm().Item,21:F5}");
Console.WriteLine();

// 3. Is the first order enough? Draw a million sets of measurements and look at the spread of Q. An array of each quantity goes through the
// same formula, because x[0] is now a row.
const int count = 1_000_000;
Tensor draws = Tensor.Normal(new Random(1), [4, count], 0, 1) * errors.Unsqueeze(1) + measured.Unsqueeze(1);
Tensor flows = Flow(draws) * 1e6;
Console.WriteLine($"spread of a million draws: {flows.StandardDeviation().Item:F4} ml/s");

// 4. The mean of the draws is a little larger than Q: r⁴ is curved. The Hessian says by how much, ½·Σ ∂²Q/∂x²·error².
Tensor curvature = Differentiate.Hessian(Flow, measured).Diagonal();
Console.WriteLine($"their mean less Q:         {flows.Mean().Item - flow.Item * 1e6:F4} ml/s");
Console.WriteLine($"by the second derivatives: {(curvature * errors.Square()).Sum().Item / 2 * 1e6:F4} ml/s");

if (args.Contains("--html"))
{
    Func<Tensor, Tensor> Changed(int i) => factor =>
        Flow(measured.Unsqueeze(1) * (1 + Tensor.OneHot([i], 4).T * (factor - 1))) / flow;
    Tensor r = Tensor.Variable(0.0005, "r"), p = Tensor.Variable(2000, "Δp");
    Tensor mu = Tensor.Variable(0.001, "μ"), l = Tensor.Variable(0.2, "l");
    new Lesson("Which measurement matters?", "どの測定が効きますか")
        .Text(
            "The flow through a thin pipe is Q = π r⁴ Δp / (8 μ l). Each of the four numbers is multiplied by a factor near 1, the others "
            + "stay. The slope at 1 is the elasticity: by how many percent Q changes for one percent.",
            "細い管を流れる量は Q = π r⁴ Δp / (8 μ l) です。四つの数のうち一つだけを 1 に近い倍率で変えます。"
            + "倍率 1 での傾きが弾力性で、1 % の変化に対して Q が何 % 変わるかを表します。")
        .Code("Tensor elasticity = gradient * measured / flow;")
        .Picture(
            Plot.Functions(0.8, 1.2, ("radius", Changed(0)), ("pressure", Changed(1)), ("viscosity or length", Changed(2))),
            "The radius comes in with its fourth power: its line is four times as steep. An error of 2 % of r makes one of 8 % of Q.",
            "半径は四乗で効くので、線の傾きも四倍です。r の 2 % の誤差は、Q の 8 % の誤差になります。")
        .Trace((Math.PI * r.Pow(4) * p / (8 * mu * l)).Named("Q").TraceGraph())
        .Text(
            "A million draws of the four measurements show that the first order is enough: their spread is the one that the gradient "
            + "foretells. Their mean lies a little above Q, because r⁴ is curved; the Hessian says by how much.",
            "四つの測定値を百万回引いてみると、一次の近似で十分だと分かります。Q のばらつきは、勾配から予想したとおりです。"
            + "r⁴ の曲がりのため平均は Q より少し大きくなり、その差はヘッセ行列から分かります。")
        .Picture(Plot.Histogram(flows.Values, "flow of a million draws, ml/s"))
        .SaveHtml("10-sensitivity.html");
}
