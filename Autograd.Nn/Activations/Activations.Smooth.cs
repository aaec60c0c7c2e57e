using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

// Functions of e^x. Those with two branches use one mask in every Select, so that at the joint one analytic branch holds, with all its
// derivatives, and no branch overflows.
public static partial class Activations
{
    private const double SeluAlpha = 1.6732632423543772848170429916717, SeluScale = 1.0507009873554804934193349852946;

    /// <summary>y = 1/(1 + e^−x), and so y′ = y(1 − y). PyTorch: <c>torch.sigmoid</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>
    /// Keeps its digits in both tails; 0 at −∞ and 1 at ∞. As (1 + tanh(x/2))/2, whose second derivative keeps them near 0 too: there
    /// that of the quotient is a difference of two quarters.
    /// </remarks>
    public static Tensor<T> Sigmoid<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => 0.5 * (0.5 * x).TanhP1();

    /// <summary>y = ln(1/(1 + e^−x)), and so y′ = sigmoid(−x). PyTorch: <c>F.logsigmoid</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>x in the lower tail, −e^−x in the upper.</remarks>
    public static Tensor<T> LogSigmoid<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Tensor<T> isPositive, Tensor<T> e) = Decay(x);
        return Tensor<T>.Select(isPositive, 0, x) - e.LogP1();
    }

    /// <summary>y = ln(1 + e^x), a smooth relu, and so y′ = sigmoid(x). PyTorch: <c>F.softplus</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>e^x in the lower tail, x in the upper; the second derivative at 0 is ¼.</remarks>
    public static Tensor<T> Softplus<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Tensor<T> isPositive, Tensor<T> e) = Decay(x);
        return Tensor<T>.Select(isPositive, x, 0) + e.LogP1();
    }

    /// <summary>y = x·sigmoid(x), also called swish. PyTorch: <c>F.silu</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>0 at −∞, with derivative 0.</remarks>
    public static Tensor<T> Silu<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => ZeroAtMinusInfinity(x) * x.Sigmoid();

    /// <summary>
    /// y = x·Φ(x), where Φ is the distribution function of the normal distribution, and so y′ = Φ(x) + x·φ(x). PyTorch: <c>F.gelu</c>.
    /// </summary>
    /// <param name="x">The input.</param>
    /// <param name="tanh">Whether to take the approximation x·sigmoid(2√(2/π)(x + 0.044715x³)), PyTorch's approximate="tanh".</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>Φ by Erfc keeps its digits in the lower tail; by Erf it would be 2 % off at −8. 0 at −∞, with derivative 0.</remarks>
    public static Tensor<T> Gelu<T>(this Tensor<T> x, bool tanh = false)
        where T : unmanaged, IFloatingPointIeee754<T> => tanh
        ? ZeroAtMinusInfinity(x) * (Math.Sqrt(8 / Math.PI) * (x + (0.044715 * x * x * x))).Sigmoid()
        : 0.5 * ZeroAtMinusInfinity(x) * (x * -Math.Sqrt(0.5)).Erfc();

    /// <summary>y = x for x > 0, else α(e^x − 1). PyTorch: <c>F.elu</c>.</summary>
    /// <param name="x">The input.</param>
    /// <param name="alpha">Minus the limit at −∞.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>The derivative at 0 is α. NaN stays NaN.</remarks>
    public static Tensor<T> Elu<T>(this Tensor<T> x, double alpha = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> isPositive = x > 0;
        return Tensor<T>.Select(isPositive, x, alpha * Tensor<T>.Select(isPositive, 0, x).ExpM1());
    }

    /// <summary>y = s·elu(x, α) with the s and α that keep mean 0 and variance 1 through a network. PyTorch: <c>F.selu</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>The derivative at 0 is s·α = 1.7581. G. Klambauer et al., Self-Normalizing Neural Networks, 2017.</remarks>
    public static Tensor<T> Selu<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => SeluScale * x.Elu(SeluAlpha);

    /// <summary>y = x for x > 0, else α(e^(x/α) − 1), whose slope at 0 is 1 from both sides. PyTorch: <c>F.celu</c>.</summary>
    /// <param name="x">The input.</param>
    /// <param name="alpha">Minus the limit at −∞, not 0.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">α is 0.</exception>
    public static Tensor<T> Celu<T>(this Tensor<T> x, double alpha = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Argument.That(alpha != 0, alpha, "Celu", "other than 0");
        Tensor<T> isPositive = x > 0;
        return Tensor<T>.Select(isPositive, x, alpha * (Tensor<T>.Select(isPositive, 0, x) / alpha).ExpM1());
    }

    /// <summary>y = x·tanh(ln(1 + e^x)) = x·n/(n + 2), where n = e^2x + 2e^x. PyTorch: <c>F.mish</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>
    /// For positive x as x·(1 − 2/(n + 2)), since n/(n + 2) would cancel in its derivatives, and divided by e^2x. 0 at −∞, with derivative
    /// 0.
    /// </remarks>
    public static Tensor<T> Mish<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Tensor<T> isPositive, Tensor<T> e) = Decay(x);
        Tensor<T> n = Tensor<T>.Select(isPositive, 1 + (2 * e), e * (e + 2)), two = 2 * Tensor<T>.Select(isPositive, e.Square(), 1);
        return ZeroAtMinusInfinity(x) * (isPositive + (Tensor<T>.Select(isPositive, -two, n) / (n + two)));
    }

    /// <summary>y = x − tanh x, and so y′ = tanh² x. PyTorch: <c>F.tanhshrink</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>Near 0, where the difference would cancel, (x·cosh x − sinh x)/cosh x with the series of the numerator.</remarks>
    public static Tensor<T> TanhShrink<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> isSmall = x.Abs() < 1, small = Tensor<T>.Select(isSmall, x, 0), square = small.Square();

        // x·cosh x − sinh x = Σ 2k/(2k + 1)!·x^(2k + 1) from k = 1 on; the eleventh term is below the last digit.
        Tensor<T> sum = 0;
        double term = 20 / 51090942171709440000.0;
        for (int k = 10; k >= 1; k--)
        {
            sum = (sum * square) + term;
            term *= (k - 1.0) / k * (2 * k) * ((2 * k) + 1);
        }

        return Tensor<T>.Select(isSmall, small * square * sum / small.Cosh(), x - x.Tanh());
    }

    /// <summary>x, and 0 at −∞: the first factor of a product whose second falls to 0 faster than x grows.</summary>
    private static Tensor<T> ZeroAtMinusInfinity<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Tensor<T>.Select(x.EqualTo(double.NegativeInfinity), 0, x);

    /// <summary>Whether x > 0, and e^−|x|, in terms of which functions of e^x do not overflow.</summary>
    private static (Tensor<T> IsPositive, Tensor<T> E) Decay<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> isPositive = x > 0;
        return (isPositive, Tensor<T>.Select(isPositive, -x, x).Exp());
    }
}
