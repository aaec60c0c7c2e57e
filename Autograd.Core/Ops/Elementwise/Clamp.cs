using Autograd.Formulas;
using Autograd.Kernels;
using Autograd.Tensors;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// y = x held between two bounds, and so y′ = 1 strictly between them and 0 elsewhere. PyTorch: <c>torch.clamp</c>.
    /// </summary>
    /// <param name="low">The lower bound; null, or −∞, for none.</param>
    /// <param name="high">The upper bound; null, or ∞, for none.</param>
    /// <exception cref="ArgumentException">low is above high, or a bound is NaN.</exception>
    /// <remarks>
    /// The derivative at a bound itself is 0 (PyTorch: 1). NaN stays NaN, with derivative 0. Where there is no bound the derivative at ±∞
    /// is 1; without any, the result is the tensor itself.
    /// </remarks>
    public Tensor<T> Clamp(double? low = null, double? high = null)
    {
        double from = low ?? double.NegativeInfinity, to = high ?? double.PositiveInfinity;
        T lower = T.CreateTruncating(from), upper = T.CreateTruncating(to);
        return from <= to
            ? T.IsNegativeInfinity(lower) && T.IsPositiveInfinity(upper) ? this : Apply(new ClampPrimitive(lower, upper), this)
            : throw new ArgumentException(
                $"Clamp: the lower bound of {Label("the tensor")}, {TensorText.Number(from)}, must not be above the upper bound, "
                + $"{TensorText.Number(to)}, and neither may be NaN.");
    }

    private sealed class ClampPrimitive(T low, T high) : ElementwiseUnary<T>
    {
        internal override PrimitiveFormula Formula
        {
            get
            {
                (string value, string derivative) = ("x", "1");
                if (T.IsFinite(high))
                {
                    string bound = PrimitiveFormula.Number(high);
                    (value, derivative) = ($"[x >= {bound} ? {bound} : {value}]", $"[x >= {bound} ? 0 : 1]");
                }

                if (T.IsFinite(low))
                {
                    string bound = PrimitiveFormula.Number(low);
                    (value, derivative) = ($"[x <= {bound} ? {bound} : {value}]", $"[x <= {bound} ? 0 : {derivative}]");
                }

                return PrimitiveFormula.Local(value, derivative);
            }
        }

        public override string Attributes => $"{TensorText.Number(low)}, {TensorText.Number(high)}";

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => VectorLoop.Map<T, LaneFunctions.Clamp>(x, low, high, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) =>
            T.IsNegativeInfinity(low) ? x < Constant(high)
            : T.IsPositiveInfinity(high) ? x > Constant(low)
            : (x > Constant(low)) * (x < Constant(high));
    }
}
