using System.Numerics;

namespace Autograd;

/// <summary>
/// A map of two inputs that is linear in each: the matrix product. State the map and its two transposes; both rules follow:
/// gx = transposeX(gz, y), gy = transposeY(x, gz) and, by the product rule, dz = map(dx, y) + map(x, dy).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class BilinearMap<T> : Primitive<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal sealed override int? Arity => 2;

    /// <summary>The transpose in x for fixed y: ⟨transposeX(gz, y), x⟩ = ⟨gz, map(x, y)⟩.</summary>
    /// <param name="gz">A tensor of the shape of the result.</param>
    /// <param name="y">The second input.</param>
    /// <param name="shape">The shape of the first input, and of what is returned.</param>
    protected abstract Tensor<T> TransposeX(Tensor<T> gz, Tensor<T> y, Shape shape);

    /// <summary>The transpose in y for fixed x: ⟨transposeY(x, gz), y⟩ = ⟨gz, map(x, y)⟩.</summary>
    /// <param name="x">The first input.</param>
    /// <param name="gz">A tensor of the shape of the result.</param>
    /// <param name="shape">The shape of the second input, and of what is returned.</param>
    protected abstract Tensor<T> TransposeY(Tensor<T> x, Tensor<T> gz, Shape shape);

    /// <inheritdoc/>
    public sealed override void Vjp(in Operands<T> o, Tensor<T> gz, Span<Tensor<T>?> g)
    {
        if (o.Wants(0))
        {
            g[0] = TransposeX(gz, o[1], o.ShapeOf(0));
        }

        if (o.Wants(1))
        {
            g[1] = TransposeY(o[0], gz, o.ShapeOf(1));
        }
    }

    /// <inheritdoc/>
    public sealed override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> d)
    {
        Tensor<T>? fromX = d[0] is { } dx ? Tensor<T>.Apply(this, dx, o[1]) : null;
        Tensor<T>? fromY = d[1] is { } dy ? Tensor<T>.Apply(this, o[0], dy) : null;
        return fromX is null ? fromY! : fromY is null ? fromX : fromX + fromY;
    }
}
