using System.Numerics;
using Autograd.Execution;
using Autograd.Tensors;

namespace Autograd;

/// <summary>
/// A primitive that treats every element by itself, on inputs stretched to one shape as NumPy does. The sweeps do the stretching and
/// its opposite, so a rule may return anything that broadcasts to the shape of the result. The base of
/// <see cref="ElementwiseUnary{T}"/> and <see cref="ElementwiseBinary{T}"/>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Elementwise<T> : Primitive<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public sealed override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) =>
        Broadcasting.TryOf(inputs, out Shape shape) ? shape : throw Broadcasting.Error(Name, inputs);

    /// <summary>
    /// Whether the derivatives are numbers, as those of x + y: then no rule reads an operand, and none is made a constant for it.
    /// </summary>
    private protected virtual bool HasConstantDerivatives => false;

    /// <summary>The plain 1 of derivatives, which the chain product drops; so it never becomes part of a graph.</summary>
    private protected static readonly Tensor<T> One = 1;

    /// <summary>The chain rule with what a rule gave: a derivative, or the numerator of one and its divisor.</summary>
    private protected Tensor<T> Chain(Tensor<T> g, Tensor<T>? derivative, Tensor<T>? divisor, Shape output) => divisor is null
        ? Tensor<T>.Chain(g, Fitting(derivative, output))
        : Tensor<T>.Chain(g, Fitting(derivative, output), divisor);

    /// <summary>The derivative that a rule gave, if it is one for this output.</summary>
    private Tensor<T> Fitting(Tensor<T>? derivative, Shape output) =>
        derivative is null ? throw new InvalidOperationException($"{Name}: its derivative is null.")
        : derivative.Shape.BroadcastsTo(output) ? derivative
        : throw new ShapeException(
            $"{Name}: its derivative has shape {derivative.Shape}, which does not broadcast to that of the result, {output}.");
}

/// <summary>
/// A function of one number, applied to every element. State f as a loop over spans and f′ as a tensor expression; both rules follow:
/// gx = f′·gy and dy = f′·dx.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class ElementwiseUnary<T> : Elementwise<T>, IElementwiseKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal sealed override int? Arity => 1;

    /// <summary>y = f(x) for every element; an element of y depends on nothing but its element of x.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="y">The result, of the same length; it may be the same memory as x.</param>
    protected abstract void Compute(ReadOnlySpan<T> x, Span<T> y);

    /// <summary>The derivative f′ at x, where y = f(x); 0 and 1 may be plain numbers.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="y">The result.</param>
    protected abstract Tensor<T> Derivative(Tensor<T> x, Tensor<T> y);

    /// <summary>
    /// Where f′ is a quotient whose divisor may be tiny: the divisor, over which <see cref="Derivative"/> states the numerator. The product
    /// with a gradient is divided once, so that it is not ∞ where only 1/divisor is.
    /// </summary>
    private protected virtual Tensor<T>? Divisor(Tensor<T> x, Tensor<T> y) => null;

    /// <inheritdoc/>
    public sealed override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y) => Compute(inputs[0].Data, y);

    void IElementwiseKernel<T>.Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> second, ReadOnlySpan<T> third, Span<T> y) => Compute(x, y);

    /// <inheritdoc/>
    public sealed override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx) => gx[0] = TimesDerivative(gy, o);

    /// <inheritdoc/>
    public sealed override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx) => TimesDerivative(dx[0]!, o);

    private Tensor<T> TimesDerivative(Tensor<T> g, in Operands<T> o)
    {
        (Tensor<T> y, Tensor<T> x) = HasConstantDerivatives ? (null!, null!) : (o.Output, o[0]);
        return Chain(g, Derivative(x, y), Divisor(x, y), o.OutputShape);
    }
}

/// <summary>
/// A function of two numbers, applied to every pair of elements of two inputs that broadcast together. State f as a loop over spans and
/// its two partial derivatives as tensor expressions; both rules follow: gx = ∂f/∂x·gz, gy = ∂f/∂y·gz and dz = ∂f/∂x·dx + ∂f/∂y·dy.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class ElementwiseBinary<T> : Elementwise<T>, IElementwiseKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal sealed override int? Arity => 2;

    /// <summary>z = f(x, y) for every element; an element of z depends on nothing but its elements of x and y.</summary>
    /// <param name="x">The first argument.</param>
    /// <param name="y">The second argument, of the same length.</param>
    /// <param name="z">The result, of the same length; it may be the same memory as x or y.</param>
    protected abstract void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z);

    /// <summary>The partial derivative ∂f/∂x at (x, y), where z = f(x, y); 0 and 1 may be plain numbers.</summary>
    /// <param name="x">The first argument.</param>
    /// <param name="y">The second argument.</param>
    /// <param name="z">The result.</param>
    protected abstract Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> z);

    /// <summary>The partial derivative ∂f/∂y at (x, y), where z = f(x, y); 0 and 1 may be plain numbers.</summary>
    /// <param name="x">The first argument.</param>
    /// <param name="y">The second argument.</param>
    /// <param name="z">The result.</param>
    protected abstract Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> z);

    /// <summary>What <see cref="DerivativeX"/> is the numerator over, as <see cref="ElementwiseUnary{T}.Divisor"/>.</summary>
    private protected virtual Tensor<T>? DivisorX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => null;

    /// <summary>What <see cref="DerivativeY"/> is the numerator over, as <see cref="ElementwiseUnary{T}.Divisor"/>.</summary>
    private protected virtual Tensor<T>? DivisorY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => null;

    /// <inheritdoc/>
    public sealed override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> z)
    {
        Tensor<T> x = inputs[0], y = inputs[1];
        if (x.Shape.Count == z.Length && y.Shape.Count == z.Length)
        {
            Compute(x.Data, y.Data, z);
        }
        else
        {
            BroadcastLoop.Run(this, inputs, shape, z);
        }
    }

    void IElementwiseKernel<T>.Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> third, Span<T> z) => Compute(x, y, z);

    /// <inheritdoc/>
    public sealed override void Vjp(in Operands<T> o, Tensor<T> gz, Span<Tensor<T>?> g)
    {
        (Tensor<T> z, Tensor<T> y, Tensor<T> x) = HasConstantDerivatives ? (null!, null!, null!) : (o.Output, o[1], o[0]);
        g[0] = o.Wants(0) ? Chain(gz, DerivativeX(x, y, z), DivisorX(x, y, z), o.OutputShape) : null;
        g[1] = o.Wants(1) ? Chain(gz, DerivativeY(x, y, z), DivisorY(x, y, z), o.OutputShape) : null;
    }

    /// <inheritdoc/>
    public sealed override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> d)
    {
        (Tensor<T> z, Tensor<T> y, Tensor<T> x) = HasConstantDerivatives ? (null!, null!, null!) : (o.Output, o[1], o[0]);
        Tensor<T>? fromX = d[0] is { } dx ? Chain(dx, DerivativeX(x, y, z), DivisorX(x, y, z), o.OutputShape) : null;
        Tensor<T>? fromY = d[1] is { } dy ? Chain(dy, DerivativeY(x, y, z), DivisorY(x, y, z), o.OutputShape) : null;
        return fromX is null ? fromY! : fromY is null ? fromX : fromX + fromY;
    }
}
