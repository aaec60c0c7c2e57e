using Autograd.Tensors;

namespace Autograd;

/// <summary>Functions composed from primitives: none has a rule of its own, and their derivatives of any order follow.</summary>
public sealed partial class Tensor<T>
{
    /// <summary>y = x², and so y′ = 2x. PyTorch: <c>torch.square</c>.</summary>
    public Tensor<T> Square() => this * this;

    /// <summary>y = 1/x, correctly rounded, and so y′ = −1/x². PyTorch: <c>torch.reciprocal</c>.</summary>
    /// <remarks>±∞ at ±0, with derivative −∞.</remarks>
    public Tensor<T> Reciprocal() => 1 / this;

    /// <summary>y = 1/√x, and so y′ = −1/(2x√x). PyTorch: <c>torch.rsqrt</c>.</summary>
    /// <remarks>∞ at 0, with derivative −∞; NaN for negative numbers.</remarks>
    public Tensor<T> ReciprocalSqrt() => 1 / (this + 0).Sqrt(); // + 0 turns −0 into 0

    /// <summary>
    /// z = ln(eˣ + eʸ) without overflow, and so ∂z/∂x = eˣ/(eˣ + eʸ) and ∂z/∂y = eʸ/(eˣ + eʸ). PyTorch: <c>torch.logaddexp</c>.
    /// </summary>
    /// <param name="x">One logarithm.</param>
    /// <param name="y">The other.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <remarks>Where both are ∞, or both −∞, so is the result, with gradient 0.</remarks>
    public static Tensor<T> LogAddExp(Tensor<T> x, Tensor<T> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Broadcasting.Of("LogAddExp", [x, y]);
        Tensor<T> yIsLarger = x <= y; // one mask for both, so that at a tie one smooth branch holds
        Tensor<T> larger = Select(yIsLarger, y, x), smaller = Select(yIsLarger, x, y);
        Tensor<T> infiniteTie = x.EqualTo(y) * x.Abs().EqualTo(double.PositiveInfinity); // where the difference is NaN
        return Select(infiniteTie, larger.Detach(), larger + (smaller - larger).Exp().LogP1());
    }

    /// <summary>
    /// a + w·(b − a), which runs straight from a at w = 0 to b at w = 1, and is exact at both ends. PyTorch: <c>torch.lerp</c>.
    /// </summary>
    /// <param name="a">The value at weight 0.</param>
    /// <param name="b">The value at weight 1.</param>
    /// <param name="weight">The weight w.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <remarks>Between −1e308 and 1e308 too, whose difference overflows: half of it is taken, twice.</remarks>
    public static Tensor<T> Lerp(Tensor<T> a, Tensor<T> b, Tensor<T> weight)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentNullException.ThrowIfNull(weight);
        Broadcasting.Of("Lerp", [a, b, weight]);
        Tensor<T> half = (0.5 * b) - (0.5 * a);
        return Select(weight < 0.5, a + (2 * weight * half), b - (2 * (1 - weight) * half));
    }
}
