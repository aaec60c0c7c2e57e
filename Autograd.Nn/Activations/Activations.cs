using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// Activation functions, element by element, composed from primitives: none has a rule of its own, and derivatives of every order follow.
/// Tanh, Softmax and LogSoftmax are methods of the tensor itself.
/// </summary>
public static partial class Activations
{
    /// <summary>y = x for x > 0, else 0; y′ = 1 or 0. PyTorch: <c>F.relu</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>The derivative at 0 is 0. NaN stays NaN.</remarks>
    public static Tensor<T> Relu<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Tensor<T>.Select(x <= 0, 0, x);

    /// <summary>y = x for x > 0, else slope·x. PyTorch: <c>F.leaky_relu</c>.</summary>
    /// <param name="x">The input.</param>
    /// <param name="slope">The slope for negative x.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>The derivative at 0 is the slope. NaN stays NaN.</remarks>
    public static Tensor<T> LeakyRelu<T>(this Tensor<T> x, double slope = 0.01)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        slope == 0 ? x.Relu() : Tensor<T>.Select(x > 0, x, slope * x); // 0·(−∞) is NaN

    /// <summary>y = x held between 0 and 6. PyTorch: <c>F.relu6</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>The derivative at 0 and 6 is 0. NaN stays NaN.</remarks>
    public static Tensor<T> Relu6<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => x.Clamp(0, 6);

    /// <summary>y = x held between −1 and 1. PyTorch: <c>F.hardtanh</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>The derivative at −1 and 1 is 0. NaN stays NaN.</remarks>
    public static Tensor<T> HardTanh<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => x.Clamp(-1, 1);

    /// <summary>y = (x + 3)/6 held between 0 and 1. PyTorch: <c>F.hardsigmoid</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>The derivative at −3 and 3 is 0. NaN stays NaN.</remarks>
    public static Tensor<T> HardSigmoid<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => (x + 3).Clamp(0, 6) / 6;

    /// <summary>y = x·(x + 3)/6 between −3 and 3, 0 below and x above. PyTorch: <c>F.hardswish</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>The derivative is 0 at −3 and 1 at 3. NaN stays NaN.</remarks>
    public static Tensor<T> HardSwish<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Tensor<T>.Select(x <= -3, 0, x) * x.HardSigmoid(); // −∞·0 is NaN

    /// <summary>y = 1 for x > 0, else 0: Heaviside's step, and so y′ = 0. PyTorch: <c>torch.heaviside</c> with 0 at 0.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>The value and the derivative at 0 are 0. NaN stays NaN.</remarks>
    public static Tensor<T> Step<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => x.Sign().Relu();

    /// <summary>y = x, and so y′ = 1. PyTorch: <c>nn.Identity</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static Tensor<T> Identity<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => x;

    /// <summary>y = x/(1 + |x|), and so y′ = 1/(1 + |x|)². PyTorch: <c>F.softsign</c>.</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>
    /// The derivative at 0 is 1; the second one jumps there, from 2 to −2. ±1 at ±∞, with derivative 0. From ±1 on as ±(1 − 1/(1 + |x|)):
    /// the derivative of the quotient would cancel.
    /// </remarks>
    public static Tensor<T> Softsign<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> size = x.Abs(), isFar = size >= 1;
        return Tensor<T>.Select(isFar, x.Sign() * (1 - (1 / (1 + size))), x / (1 + size));
    }

    /// <summary>y = x + (√(x² + 1) − 1)/2, and so y′ = 1 + x/(2√(x² + 1)).</summary>
    /// <param name="x">The input.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>±∞ at ±∞, with derivatives 1½ and ½.</remarks>
    public static Tensor<T> BentIdentity<T>(this Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // √(x² + 1) − 1 would cancel near 0, as would the derivative of what it is there, x²/(√(x² + 1) + 1), far out. At ±∞ it is |x|.
        Tensor<T> root = Tensor<T>.Select(x.EqualTo(double.PositiveInfinity), x, Tensor<T>.Hypot(x, 1)), isFar = x.Abs() >= 1;
        Tensor<T> rise = Tensor<T>.Select(isFar, root - 1, x * (x / (root + 1)));
        return Tensor<T>.Select(x.EqualTo(double.NegativeInfinity), 0.5 * x, x + (0.5 * rise));
    }

    /// <summary>y = x + sin²(αx)/α, and so y′ = 1 + sin(2αx): a line with waves, for periodic signals.</summary>
    /// <param name="x">The input.</param>
    /// <param name="alpha">The frequency α, not 0.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">α is 0.</exception>
    /// <remarks>
    /// NaN at ±∞, where the sine has no limit. L. Ziyin, T. Hartwig and M. Ueda, Neural Networks Fail to Learn Periodic Functions and How
    /// to Fix It, 2020.
    /// </remarks>
    public static Tensor<T> Snake<T>(this Tensor<T> x, double alpha = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Argument.That(alpha != 0, alpha, "Snake", "other than 0");
        return x + ((alpha * x).Sin().Square() / alpha);
    }

    /// <summary>y = sin(ωx), and so y′ = ω·cos(ωx).</summary>
    /// <param name="x">The input.</param>
    /// <param name="omega">The frequency ω.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <remarks>V. Sitzmann et al., Implicit Neural Representations with Periodic Activation Functions, 2020.</remarks>
    public static Tensor<T> Siren<T>(this Tensor<T> x, double omega = 30)
        where T : unmanaged, IFloatingPointIeee754<T> => (omega * x).Sin();
}
