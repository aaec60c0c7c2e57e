#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// A tour of points where a derivative does not exist in the ordinary sense, or where a natural way to write a function destroys it.
// The rule here: of all slopes that fit, the smallest; at a tie, equal shares; where a slope is infinite, that infinity.

using Autograd;
using Tensor = Autograd.Tensor<double>;

// 1. A corner. Every slope between -1 and 1 fits under |x| at 0; the smallest in size is 0.
Show("|x| at 0", x => x.Abs(), 0);

// 2. Relu has a flat and a steep side; 0 fits. As x·(x > 0) it looks the same, until infinity comes along: ∞·0 is NaN.
Show("relu as Select(x <= 0, 0, x) at 0", x => Tensor.Select(x <= 0, 0, x), 0);
Show("relu as Select(x <= 0, 0, x) at -infinity", x => Tensor.Select(x <= 0, 0, x), double.NegativeInfinity);
Show("relu as x * (x > 0) at -infinity", x => x * (x > 0), double.NegativeInfinity);

// 3. A tie. Maximum(x, 0) at 0 is two winners, and they share: so this is not relu.
Show("Maximum(x, 0) at 0", x => Tensor.Maximum(x, 0), 0);
Tensor four = Tensor.Variable([7, 2, 7, 7]);
Console.WriteLine($"the largest of {four} is {four.Max()}, with the gradient {four.Max().Backward()[four]}");
Console.WriteLine();

// 4. A guard. The logarithm at 0 has the value -∞ and the slope ∞, but Select does not take it. Many libraries multiply that ∞ by the 0
// of the branch not taken and get NaN. Here an exact 0 wins: what was not taken has no say.
Show("Select(x > 0, log x, 0) at 0", x => Tensor.Select(x > 0, x.Log(), 0), 0);

// 5. A tip. The length of a vector is a cone over the plane, and at its tip every direction is uphill. The smallest slope is 0.
Tensor origin = Tensor.Variable([0, 0]);
Console.WriteLine($"the gradient of the length of [0 0]: {origin.Norm().Backward()[origin]}");
Console.WriteLine();

// 6. A product with zeros. "The product divided by x" would be 0/0; the product of the others is right, and so are second derivatives.
Tensor factors = [3, 0, 5];
Console.WriteLine($"product of {factors}: gradient {Differentiate.Gradient(x => x.Product(), factors)}, second derivatives");
Console.WriteLine(Differentiate.Hessian(x => x.Product(), factors));
Console.WriteLine();

// 7. A joint. Softplus, log(1 + e^x), must be written in two branches, or e^x overflows. It is smooth, with the second derivative 1/4 at
// 0. Put together from max and |x| it has the right value, and with two corners that happen to cancel even the right slope, but not the
// right curvature. With one mask in every Select one branch holds at the joint, with all its derivatives.
Console.WriteLine($"softplus at 1000 without branches: {Naive(1000)}, with one mask: {OneMask(1000)}");
(Tensor ofMax, Tensor ofMask) = (Differentiate.Hessian<double>(FromMax, 0), Differentiate.Hessian<double>(OneMask, 0));
Console.WriteLine($"curvature at 0 from max and |x|: {ofMax}, with one mask: {ofMask}");

static Tensor Naive(Tensor x) => (1 + x.Exp()).Log();

static Tensor FromMax(Tensor x) => Tensor.Maximum(x, 0) + (-x.Abs()).Exp().LogP1();

static Tensor OneMask(Tensor x)
{
    Tensor positive = x > 0;
    return Tensor.Select(positive, x, 0) + Tensor.Select(positive, -x, x).Exp().LogP1();
}

// The value and the derivative of a function at a point.
static void Show(string what, Func<Tensor, Tensor> f, double at)
{
    var (value, gradient) = Differentiate.ValueAndGradient(f, at);
    Console.WriteLine($"{what}: value {value}, derivative {gradient}");
    Console.WriteLine();
}

if (args.Contains("--html"))
{
    Tensor x = Tensor.Variable(0, "x"), seven = Tensor.Variable([7, 2, 7, 7], "x");
    new Lesson("A tour of kinks", "微分できない点めぐり")
        .Text(
            "At a corner many slopes fit. The rule here: of all that fit, the smallest in size. So |x| has the slope 0 at 0, and so has "
            + "relu.",
            "角では、いくつもの傾きが当てはまります。ここでは、当てはまるもののうち大きさが最小のものを選びます。ですから 0 での傾きは、|x| でも ReLU でも 0 です。")
        .Picture(Plot.Function(x => x.Abs(), -2, 2, "|x|"), "The dot at 0 is the slope there.", "0 にある点が、そこでの傾きです。")
        .Picture(Plot.Function(x => Tensor.Select(x <= 0, 0, x), -2, 2, "relu = Select(x <= 0, 0, x)"))
        .Heading("A tie is shared", "同点なら分け合います")
        .Text(
            "Three elements are the largest. None of them is better, so each gets a third of the gradient.",
            "最大の要素が三つあります。どれも対等なので、勾配を三分の一ずつ受け取ります。")
        .Trace(seven.Max().Named("largest").TraceGraph())
        .Heading("A guard holds", "選ばれなかった枝は影響しません")
        .Text(
            "The logarithm at 0 has the slope ∞, but Select does not take it. What comes back to it is exactly 0, and here 0 times ∞ is 0. "
            + "Many libraries give NaN.",
            "0 での対数の傾きは ∞ ですが、Select はこの枝を選びません。対数に戻る勾配はちょうど 0 で、ここでは 0 × ∞ を 0 とします。"
            + "多くのライブラリでは NaN になります。")
        .Code("Show(\"Select(x > 0, log x, 0) at 0\", x => Tensor.Select(x > 0, x.Log(), 0), 0);")
        .Trace(Tensor.Select(x > 0, x.Log(), 0).Named("y").TraceGraph())
        .Heading("Right value, wrong curvature", "値は正しくても曲率が違います")
        .Text(
            "Softplus is smooth, and its slope, the sigmoid, is steepest at 0 with 1/4. Put together from max and |x| its value and slope "
            + "are right, but at 0 the second derivative is 0: the lone dot in the first picture. With one mask, in the second, it is "
            + "right.",
            "ソフトプラスは滑らかで、その傾きであるシグモイドは 0 で最も急になり、傾きは 1/4 です。max と |x| で書くと、値と傾きは正しいのですが、"
            + "0 での二階微分が 0 になります。一枚目の図で一つだけ離れている点がそれです。マスクを一つにすれば、二枚目のように正しくなります。")
        .Picture(Plot.Function(x => Differentiate.Gradient(x => FromMax(x).Sum(), x), -4, 4, "slope of softplus from max and |x|"))
        .Picture(Plot.Function(x => Differentiate.Gradient(x => OneMask(x).Sum(), x), -4, 4, "slope of softplus with one mask"))
        .SaveHtml("11-kink-tour.html");
}
