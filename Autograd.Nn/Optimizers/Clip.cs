using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>Gradients held within bounds before a step: <c>optimizer.Step(Clip.ByNorm(loss.Backward(), model.Parameters, 1))</c>.</summary>
public static class Clip
{
    // Times this the largest numbers there are, 2³² of them, have a norm that does not overflow.
    private const double Shorter = 1.0 / (1L << 32);

    /// <summary>The norm of all gradients of these parameters together.</summary>
    /// <param name="gradients">What <c>loss.Backward()</c> returned.</param>
    /// <param name="parameters">Those whose gradients are counted; one that the loss did not depend on counts 0.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The gradients are of a value that a parameter had before its last update.</exception>
    public static double Norm<T>(Gradients<T> gradients, IEnumerable<Parameter<T>> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T>[] own = Own(gradients, parameters);
        return own.Length == 0 ? 0 : double.CreateTruncating(NormOf(gradients, own).Item);
    }

    /// <summary>
    /// The gradients of these parameters times max/(norm + 10⁻⁶), if that is below 1, where the norm is <see cref="Norm"/>. PyTorch:
    /// <c>nn.utils.clip_grad_norm_</c>.
    /// </summary>
    /// <param name="gradients">What <c>loss.Backward()</c> returned.</param>
    /// <param name="parameters">Those whose gradients are counted, and shortened.</param>
    /// <param name="max">The largest norm, 0 or more.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">max is negative or NaN.</exception>
    /// <exception cref="InvalidOperationException">The gradients are of a value that a parameter had before its last update.</exception>
    /// <remarks>
    /// One NaN makes all of these gradients NaN, and an ∞ makes itself NaN and the others 0; but of max = ∞ nothing is longer. Gradients of
    /// createGraph are differentiable through the factor too.
    /// </remarks>
    public static Gradients<T> ByNorm<T>(Gradients<T> gradients, IEnumerable<Parameter<T>> parameters, double max)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireBound(max);
        Tensor<T>[] own = Own(gradients, parameters);
        if (own.Length == 0)
        {
            return gradients;
        }

        Tensor<T> norm = NormOf(gradients, own);
        double length = double.CreateTruncating(norm.Item);
        if (double.IsPositiveInfinity(length) && !own.Any(variable => HasInfinity(gradients[variable])))
        {
            // The norm alone overflows, so that of shorter gradients is taken, beside which the margin is nothing.
            Gradients<T> shorter = gradients.Map(gradient => gradient * Shorter, own);
            Tensor<T> normOfShorter = NormOf(shorter, own);
            bool isLonger = double.CreateTruncating(normOfShorter.Item) > max * Shorter;
            return isLonger ? shorter.Map(gradient => gradient * (max / normOfShorter), own) : gradients;
        }

        if (max >= length + 1e-6)
        {
            return gradients;
        }

        Tensor<T> factor = max / (norm + 1e-6);
        return gradients.Map(gradient => gradient * factor, own);
    }

    private static bool HasInfinity<T>(Tensor<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using ReadScope<T> read = gradient.Read();
        return read.Span.ContainsAny(T.PositiveInfinity, T.NegativeInfinity);
    }

    private static Tensor<T> NormOf<T>(Gradients<T> gradients, Tensor<T>[] own)
        where T : unmanaged, IFloatingPointIeee754<T> => Tensor<T>.Stack([.. own.Select(variable => gradients[variable].Norm())], 0).Norm();

    /// <summary>Every element of the gradients of these parameters held within ±max. PyTorch: <c>nn.utils.clip_grad_value_</c>.</summary>
    /// <param name="gradients">What <c>loss.Backward()</c> returned.</param>
    /// <param name="parameters">Those whose gradients are held.</param>
    /// <param name="max">The largest magnitude, 0 or more.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">max is negative or NaN.</exception>
    /// <exception cref="InvalidOperationException">The gradients are of a value that a parameter had before its last update.</exception>
    public static Gradients<T> ByValue<T>(Gradients<T> gradients, IEnumerable<Parameter<T>> parameters, double max)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireBound(max);
        return gradients.Map(gradient => gradient.Clamp(-max, max), Own(gradients, parameters));
    }

    /// <summary>The variables of these parameters that the loss depended on.</summary>
    private static Tensor<T>[] Own<T>(Gradients<T> gradients, IEnumerable<Parameter<T>> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(parameters);
        Parameter<T>[] all = [.. parameters];
        _ = Parameter<T>.CountCurrent(gradients, all.ToHashSet(), "Clip");
        return [.. all.Select(parameter => parameter.Variable).Where(gradients.Contains)];
    }

    private static void RequireBound(double max)
    {
        Argument.AtLeast(0, max, "Clip");
    }
}
