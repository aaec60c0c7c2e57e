using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The linear recurrence yₖ = aₖ·yₖ₋₁ + bₖ along an axis counted from the right, from y₀ = b₀ on; a₀ is not used. With λₖ = gₖ +
    /// aₖ₊₁·λₖ₊₁, a recurrence from the end, the gradient of b is λ and that of aₖ is λₖ·yₖ₋₁.
    /// </summary>
    private static Tensor<T> Recurrence(int axisFromRight, Tensor<T> a, Tensor<T> b) =>
        Apply(new RecurrencePrimitive(axisFromRight, fromEnd: false, absorbs: false), a, b);

    /// <summary>From the beginning or from the end; in derivatives the product absorbs zeros, as the chain rule's does.</summary>
    // Both rules by hand: linear in b, and in a along a line of which all later elements depend on all earlier ones.
    private sealed class RecurrencePrimitive(int axisFromRight, bool fromEnd, bool absorbs) : Primitive<T>
    {
        public override string Attributes =>
            FormattableString.Invariant($"{axisFromRight}{(fromEnd ? ", from the end" : "")}{(absorbs ? ", zero absorbs" : "")}");

        internal override int? Arity => 2;

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[1].Shape;

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y)
        {
            ReadOnlySpan<T> a = inputs[0].Data, b = inputs[1].Data;
            (_, int count, int inner) = AxisReduction.Collapse(shape.Axes, axisFromRight, axisFromRight);
            for (int start = 0, length = count * inner; start < y.Length; start += length)
            {
                Recurrences.Compute(a.Slice(start, length), b.Slice(start, length), inner, fromEnd, absorbs, y.Slice(start, length));
            }
        }

        public override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> g)
        {
            Tensor<T> sum = Apply(new RecurrencePrimitive(axisFromRight, !fromEnd, absorbs: true), Moved(o[0], fromEnd ? 1 : -1), gy);
            g[0] = o.Wants(0) ? Chain(sum, Before(o.Output)) : null;
            g[1] = o.Wants(1) ? sum : null;
        }

        public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> d)
        {
            Tensor<T>? fromA = d[0] is { } da ? Chain(da, Before(o.Output)) : null;
            Tensor<T> change = fromA is null ? d[1]! : d[1] is { } db ? fromA + db : fromA;
            return Apply(new RecurrencePrimitive(axisFromRight, fromEnd, absorbs: true), o[0], change);
        }

        /// <summary>The result of the step before each, and 0 before the first, of which nothing depends on a.</summary>
        private Tensor<T> Before(Tensor<T> y) => Moved(y, fromEnd ? -1 : 1);

        /// <summary>The elements one place further along the axis, or back, with a 0 where none comes from.</summary>
        private Tensor<T> Moved(Tensor<T> x, int by)
        {
            var perAxis = new (int Before, int After)[x.Shape.Rank];
            perAxis[^-axisFromRight] = (by, -by);
            return x.Pad(perAxis);
        }
    }
}
