using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// u = x/√(x² + y²), the cosine of the angle between the point (x, y) and the first axis: the derivative of <see cref="Hypot"/>. With
    /// the other cosine v = y/√(x² + y²), ∂u/∂x = v²/r and ∂u/∂y = −uv/r: a quotient's rule would take 1/r − x²/r³, of which no digit is
    /// left for an x much larger than y. At the origin all is 0.
    /// </summary>
    internal static Tensor<T> Direction(Tensor<T> x, Tensor<T> y) => Apply(DirectionPrimitive.Instance, x, y);

    private sealed class DirectionPrimitive : ElementwiseBinary<T>
    {
        public static readonly DirectionPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local(
            "x/sqrt(x^2 + y^2)", "y^2/sqrt(x^2 + y^2)^3", "-x*y/sqrt(x^2 + y^2)^3");

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> u)
        {
            Span<T> room = stackalloc T[Math.Min(256, u.Length)]; // u may be x or y
            for (int start = 0; start < u.Length; start += room.Length)
            {
                int length = Math.Min(room.Length, u.Length - start);
                ReadOnlySpan<T> xs = x.Slice(start, length);
                Elementary.Map<T, Elementary.Hypot>(xs, y.Slice(start, length), room);
                VectorLoop.Map<T, Quotients.Cosine>(xs, room[..length], u.Slice(start, length));
            }
        }

        protected override Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> u) => Direction(y, x).Square();

        private protected override Tensor<T> DivisorX(Tensor<T> x, Tensor<T> y, Tensor<T> u) => Hypot(x, y);

        protected override Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> u) => -u * Direction(y, x);

        private protected override Tensor<T> DivisorY(Tensor<T> x, Tensor<T> y, Tensor<T> u) => Hypot(x, y);
    }
}
