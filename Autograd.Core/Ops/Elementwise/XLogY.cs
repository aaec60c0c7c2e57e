using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>z = x·ln y, and 0 wherever x = 0; so ∂z/∂x = ln y and ∂z/∂y = x/y. PyTorch: <c>torch.xlogy</c>.</summary>
    /// <param name="x">The factor.</param>
    /// <param name="y">The argument of the logarithm.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <remarks>
    /// For x = 0, z and ∂z/∂y are 0 whatever the logarithm is, while ∂z/∂x is −∞ at y = 0. Only if y itself is NaN, z is too. An infinite x
    /// gives NaN at y = 1, as a NaN does everywhere.
    /// </remarks>
    public static Tensor<T> XLogY(Tensor<T> x, Tensor<T> y) => Apply(XLogYPrimitive.Instance, x, y);

    private sealed class XLogYPrimitive : ElementwiseBinary<T>
    {
        public static readonly XLogYPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("[x = 0 ? 0 : x*ln(y)]", "ln(y)", "x/y");

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        {
            Span<T> logs = stackalloc T[Math.Min(256, z.Length)]; // z may be x or y
            for (int start = 0; start < z.Length; start += logs.Length)
            {
                int length = Math.Min(logs.Length, z.Length - start);
                ReadOnlySpan<T> xs = x.Slice(start, length), ys = y.Slice(start, length);
                Elementary.Map<T, Elementary.Log>(ys, logs);
                VectorLoop.Map<T, LaneFunctions.XLogY>(xs, ys, logs[..length], z.Slice(start, length));
            }
        }

        protected override Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => y.Log();

        protected override Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => x;

        // + 0 turns −0 into 0, as in the rule of the logarithm.
        private protected override Tensor<T> DivisorY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => y + 0;
    }
}
