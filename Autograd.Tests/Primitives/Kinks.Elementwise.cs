namespace Autograd.Tests.Primitives;

/// <summary>Points of functions of one number.</summary>
public static partial class Kinks<T>
{
    private static IEnumerable<Kink<T>> Bends() =>
    [
        .. Unary("abs", x => x.Abs(), (0, 0, 0, "the minimum-norm subgradient of [−1, 1]"), (-0.0, 0, 0, "as at +0"),
            (NaN, NaN, NaN, "NaN stays"),
            (Inf, Inf, 1, "the slope is 1 all the way"), (-Inf, Inf, -1, "the slope is −1 all the way"),
            (-Tiny, Tiny, -1, "no kink yet")),
        .. Unary("sign", x => x.Sign(), (0, 0, 0, "flat on both sides"), (-0.0, 0, 0, "as at +0"), (-Tiny, -1, 0, "flat"),
            (NaN, NaN, 0, "flat wherever it exists")),
        .. Unary("floor", x => x.Floor(), (2, 2, 0, "at a jump too: flat on both sides"), (-0.5, -1, 0, "flat"),
            (Inf, Inf, 0, "whole already"), (NaN, NaN, 0, "NaN stays")),
        .. Unary("ceiling", x => x.Ceiling(), (2, 2, 0, "at a jump too: flat on both sides"), (-0.5, -0.0, 0, "flat"),
            (-Inf, -Inf, 0, "whole already")),
        .. Unary("round", x => x.Round(), (0.5, 0, 0, "halves go to even"), (1.5, 2, 0, "halves go to even"),
            (2.5, 2, 0, "halves go to even"), (-0.5, -0.0, 0, "halves go to even")),
        .. Unary("truncate", x => x.Truncate(), (-1.5, -1, 0, "towards 0"), (3, 3, 0, "at a jump too"),
            (Largest, Largest, 0, "whole already")),
        .. Unary("clamp to [−1, 2]", x => x.Clamp(-1, 2), (-1, -1, 0, "the minimum-norm subgradient of [0, 1]"), (2, 2, 0, "likewise"),
            (NaN, NaN, 0, "NaN is not between the bounds"), (Inf, 2, 0, "beyond the bound"), (-Inf, -1, 0, "beyond the bound")),
        .. Unary("clamp from 0", x => x.Clamp(low: 0), (0, 0, 0, "a bound"), (Inf, Inf, 1, "∞ is no bound when none is given")),
        .. Unary("relu = Select(x ≤ 0, 0, x)", x => Tensor<T>.Select(x <= 0, 0, x), (0, 0, 0, "the flat side"), (-0.0, 0, 0, "as at +0"),
            (NaN, NaN, 1, "NaN passes through"), (-Inf, 0, 0, "not 0·∞"), (Inf, Inf, 1, "linear")),
        .. Unary("x·(x > 0), a naive relu", x => x * (x > 0), (0, 0, 0, "the mask is 0"), (-Inf, NaN, 0, "∞·0: write relu with Select")),
        .. Unary("leaky relu, slope ¼", x => Tensor<T>.Select(x > 0, x, 0.25 * x), (0, 0, 0.25, "the side of x ≤ 0, as PyTorch"),
            (-Inf, -Inf, 0.25, "linear"), (NaN, NaN, 0.25, "NaN passes through")),
        .. Unary("elu", x => Tensor<T>.Select(x > 0, x, Tensor<T>.Select(x > 0, 0, x).ExpM1()), (0, 0, 1, "smooth to first order"),
            (-1000, -1, 0, "saturated"), (1000, 1000, 1, "no overflow in the other branch")),
        .. Unary("hard sigmoid = clamp(x + 3, 0, 6)/6", x => (x + 3).Clamp(0, 6) / 6, (-3, 0, 0, "a bound"), (3, 1, 0, "a bound"),
            (0, 0.5, 1 / 6.0, "linear")),
        .. Unary("hard swish = x·clamp(x + 3, 0, 6)/6", x => x * (x + 3).Clamp(0, 6) / 6, (-3, 0, 0, "the flat side"),
            (3, 3, 1, "the straight side")),
        .. Unary("Select(x > 0, ln x, 0)", x => Tensor<T>.Select(x > 0, x.Log(), 0),
            (0, 0, 0, "zero absorbs the ∞ of the branch not taken"),
            (-1, 0, 0, "zero absorbs the NaN of the branch not taken")),
        .. Unary("Select(x = 0, 1, sin x / x)", x => Tensor<T>.Select(x.EqualTo(0), 1, x.Sin() / x),
            (0, 1, 0, "zero absorbs the NaN of the branch not taken")),
        .. Unary("x·(x = 0)", x => x * x.EqualTo(0), (0, 0, 1, "a mask is a constant factor")),
    ];

    private static IEnumerable<Kink<T>> Exponentials() =>
    [
        .. Unary("exp", x => x.Exp(), (-Inf, 0, 0, "the limit"), (Inf, Inf, Inf, "the limit"), (1000, Inf, Inf, "overflow"),
            (-1000, 0, 0, "underflow"), (NaN, NaN, NaN, "NaN stays")),
        .. Unary("expm1", x => x.ExpM1(), (-Inf, -1, 0, "the limit"), (Inf, Inf, Inf, "the limit"), (Tiny, Tiny, 1, "no cancellation"),
            (-0.0, -0.0, 1, "eˣ")),
        .. Unary("exp2", x => x.Exp2(), (10, 1024, 1024 * Math.Log(2), "whole powers are exact"), (-Inf, 0, 0, "the limit"),
            (2000, Inf, Inf, "overflow"), (-2000, 0, 0, "underflow")),
        .. Unary("log", x => x.Log(), (0, -Inf, Inf, "by continuity"), (-0.0, -Inf, Inf, "as at +0"),
            (-1, NaN, -1, "the value is NaN; 1/x is what it is"), (Inf, Inf, 0, "the limit"),
            (Tiny, Math.Log(Tiny), Inf, "1/x overflows"), (Largest, Math.Log(Largest), 1 / Largest, "1/x"), (NaN, NaN, NaN, "NaN stays")),
        .. Unary("log1p", x => x.LogP1(), (-1, -Inf, Inf, "by continuity"), (Tiny, Tiny, 1, "no cancellation"),
            (-0.0, -0.0, 1, "1/(1 + x)"), (-2, NaN, -1, "1/(1 + x) is what it is"), (Inf, Inf, 0, "the limit")),
        .. Unary("log2", x => x.Log2(), (0, -Inf, Inf, "by continuity"), (-0.0, -Inf, Inf, "as at +0"),
            (8, 3, 1 / (8 * Math.Log(2)), "whole powers are exact"),
            (Tiny, IsFloat ? -149 : -1074, Inf, "1/x overflows"), (-1, NaN, -1 / Math.Log(2), "outside of the domain"),
            (Inf, Inf, 0, "the limit")),
        .. Unary("log10", x => x.Log10(), (0, -Inf, Inf, "by continuity"), (-0.0, -Inf, Inf, "as at +0"),
            (1000, 3, 1 / (1000 * Math.Log(10)), "whole powers are exact"), (Inf, Inf, 0, "the limit")),
        .. Unary("sinh", x => x.Sinh(), (-Inf, -Inf, Inf, "the limit"), (1000, Inf, Inf, "overflow"), (-0.0, -0.0, 1, "odd")),
        .. Unary("cosh", x => x.Cosh(), (-Inf, Inf, -Inf, "the limit"), (0, 1, 0, "even"), (-1000, Inf, -Inf, "overflow")),
        .. Unary("tanh", x => x.Tanh(), (Inf, 1, 0, "the limit"), (-Inf, -1, 0, "the limit"),
            (1000, 1, 0, "saturated, without overflow"), (-0.0, -0.0, 1, "odd"), (NaN, NaN, NaN, "NaN stays")),
        .. Unary("1 + tanh", x => x.TanhP1(), (Inf, 2, 0, "the limit"), (-Inf, 0, 0, "the limit"), (-1000, 0, 0, "underflow"),
            (NaN, NaN, NaN, "NaN stays")),
        .. Unary("the gradient of tanh", x => Differentiate.Gradient(x => x.Tanh(), x), (0, 1, 0, "even"), (Inf, 0, 0, "the limit"),
            (-1000, 0, 0, "underflow")),
        .. Unary("asinh", x => x.Asinh(), (Inf, Inf, 0, "the limit"), (-Inf, -Inf, 0, "the limit"), (-0.0, -0.0, 1, "odd"),
            (Largest, Math.Log(Largest) + Math.Log(2), 1 / Largest, "x² does not overflow")),
        .. Unary("acosh", x => x.Acosh(), (1, 0, Inf, "by continuity"), (0.5, NaN, NaN, "outside of the domain"),
            (Inf, Inf, 0, "the limit"),
            (Largest, Math.Log(Largest) + Math.Log(2), 1 / Largest, "x² does not overflow")),
        .. Unary("atanh", x => x.Atanh(), (1, Inf, Inf, "by continuity"), (-1, -Inf, Inf, "by continuity"), (-0.0, -0.0, 1, "odd"),
            (2, NaN, -1 / 3.0, "the value is NaN; 1/(1 − x²) is what it is")),
        .. Unary("erf", x => x.Erf(), (Inf, 1, 0, "the limit"), (-Inf, -1, 0, "the limit"), (-0.0, -0.0, 2 / Math.Sqrt(Math.PI), "odd"),
            (1000, 1, 0, "saturated")),
        .. Unary("erfc", x => x.Erfc(), (Inf, 0, 0, "the limit"), (-Inf, 2, 0, "the limit"), (1000, 0, 0, "underflow"),
            (NaN, NaN, NaN, "NaN stays")),
        .. Unary("softplus by one mask", Softplus, (0, Math.Log(2), 0.5, "smooth: one branch holds at the joint"),
            (1000, 1000, 1, "the limit"), (-1000, 0, 0, "the limit"), (Inf, Inf, 1, "the limit")),
        .. Unary("sigmoid by one mask", Sigmoid, (0, 0.5, 0.25, "smooth: one branch holds at the joint"), (1000, 1, 0, "saturated"),
            (-1000, 0, 0, "saturated"), (-Inf, 0, 0, "the limit")),
        .. Unary("0·ln x", x => 0 * x.Log(), (0, NaN, 0, "the value is 0·(−∞); the gradient of ln x is exactly 0")),
    ];

    private static IEnumerable<Kink<T>> Trigonometry() =>
    [
        .. Unary("sin", x => x.Sin(), (Inf, NaN, NaN, "no limit"), (-0.0, -0.0, 1, "odd")),
        .. Unary("cos", x => x.Cos(), (-Inf, NaN, NaN, "no limit"), (0, 1, 0, "even")),
        .. Unary("tan", x => x.Tan(), (Inf, NaN, NaN, "no limit"), (-0.0, -0.0, 1, "odd")),
        .. Unary("asin", x => x.Asin(), (1, Math.PI / 2, Inf, "by continuity"), (-1, -Math.PI / 2, Inf, "by continuity"),
            (1.5, NaN, NaN, "outside of the domain"), (-0.0, -0.0, 1, "odd")),
        .. Unary("acos", x => x.Acos(), (1, 0, -Inf, "by continuity"), (-1, Math.PI, -Inf, "by continuity"),
            (-1.5, NaN, NaN, "outside of the domain")),
        .. Unary("atan", x => x.Atan(), (Inf, Math.PI / 2, 0, "the limit"), (-Inf, -Math.PI / 2, 0, "the limit"), (-0.0, -0.0, 1, "odd")),
    ];

    private static IEnumerable<Kink<T>> Powers() =>
    [
        .. Unary("sqrt", x => x.Sqrt(), (0, 0, Inf, "by continuity"), (-0.0, -0.0, Inf, "as at +0"),
            (-1, NaN, NaN, "outside of the domain"), (Inf, Inf, 0, "the limit"),
            (Tiny, Math.Sqrt(Tiny), 0.5 / Math.Sqrt(Tiny), "far from overflow")),
        .. Unary("1/√x", x => x.ReciprocalSqrt(), (0, Inf, -Inf, "by continuity"), (-0.0, Inf, -Inf, "as at +0"),
            (-1, NaN, NaN, "outside of the domain"), (Inf, 0, 0, "the limit")),
        .. Unary("1/x", x => x.Reciprocal(), (0, Inf, -Inf, "by continuity"), (-0.0, -Inf, -Inf, "by continuity"),
            (Inf, 0, 0, "the limit"),
            (Tiny, Inf, -Inf, "overflow"), (Least, 1 / Least, -Inf, "the value is finite, −1/x² overflows")),
        .. Unary("x², as x·x", x => x.Square(), (0, 0, 0, "2x"), (-Inf, Inf, -Inf, "2x"),
            (Tiny, 0, 2 * Tiny, "the value underflows, 2x does not")),
        .. Unary("x⁰", x => x.Pow(0), (0, 1, 0, "the constant 1"), (NaN, 1, 0, "the constant 1"), (Inf, 1, 0, "the constant 1")),
        .. Unary("x¹", x => x.Pow(1), (0, 0, 1, "the identity"), (NaN, NaN, 1, "the identity")),
        .. Unary("x²", x => x.Pow(2), (0, 0, 0, "2x"), (-3, 9, -6, "2x")),
        .. Unary("x³", x => x.Pow(3), (-Inf, -Inf, Inf, "3x²"), (-0.0, -0.0, 0, "3x²")),
        .. Unary("x^½", x => x.Pow(0.5), (0, 0, Inf, "by continuity"), (-1, NaN, NaN, "outside of the domain")),
        .. Unary("x^(3/2)", x => x.Pow(1.5), (0, 0, 0, "by continuity")),
        .. Unary("x⁻¹", x => x.Pow(-1), (0, Inf, -Inf, "by continuity")),
        .. Unary("x⁻²", x => x.Pow(-2), (0, Inf, -Inf, "by continuity from the right"), (-0.0, Inf, Inf, "by continuity from the left")),
        .. Unary("2ˣ", x => Tensor<T>.Pow(2, x), (-Inf, 0, 0, "the limit"), (2000, Inf, Inf, "overflow")),
        .. Unary("0ˣ", x => Tensor<T>.Pow(0, x), (0, 1, 0, "0⁰ is 1; from the right the slope is 0"), (2, 0, 0, "0 for x > 0"),
            (-1, Inf, -Inf, "falls from ∞")),
        .. Unary("√(x²)", x => x.Square().Sqrt(), (0, 0, 0, "zero absorbs: 2x = 0 meets ∞")),
    ];

    private static Tensor<T> Softplus(Tensor<T> x)
    {
        Tensor<T> positive = x > 0;
        return Tensor<T>.Select(positive, x, 0) + Tensor<T>.Select(positive, -x, x).Exp().LogP1();
    }

    private static Tensor<T> Sigmoid(Tensor<T> x)
    {
        Tensor<T> positive = x > 0, e = Tensor<T>.Select(positive, -x, x).Exp();
        return Tensor<T>.Select(positive, 1, e) / (1 + e);
    }
}
