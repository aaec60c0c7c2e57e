using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Testing;

/// <summary>Primitives as users write them, to be given rules that are right, or wrong in one way.</summary>
public partial class GradientCheckTests
{
    /// <summary>y = f(x) for every element, with the rule y′ = slope(x, y).</summary>
    private static Func<Tensor, Tensor> Elementwise(Func<double, double> f, Func<Tensor, Tensor, Tensor> slope) =>
        x => Tensor.Apply(new ElementwisePrimitive(f, slope), x);

    /// <summary>y = f(x) for every element, with a reverse rule, from x and gy, and a forward rule, from x and dx, of its own.</summary>
    private static Func<Tensor, Tensor> TwoRules(
        Func<double, double> f, Func<Tensor, Tensor, Tensor> vjp, Func<Tensor, Tensor, Tensor> jvp) =>
        x => Tensor.Apply(new TwoRulesPrimitive(f, vjp, jvp), x);

    private sealed class ElementwisePrimitive(Func<double, double> f, Func<Tensor, Tensor, Tensor> slope) : ElementwiseUnary<double>
    {
        protected override void Compute(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = f(x[i]);
            }
        }

        protected override Tensor Derivative(Tensor x, Tensor y) => slope(x, y);
    }

    private sealed class TwoRulesPrimitive(
        Func<double, double> f, Func<Tensor, Tensor, Tensor> vjp, Func<Tensor, Tensor, Tensor> jvp) : Primitive<double>
    {
        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y)
        {
            ReadOnlySpan<double> x = Read(inputs[0]);
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = f(x[i]);
            }
        }

        public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx) => gx[0] = vjp(o[0], gy);

        public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx) => jvp(o[0], dx[0]!);
    }

    /// <summary>z = x/y² with the rules ∂z/∂x = 1/y² and ∂z/∂y = −2x/y³ at their places, or exchanged.</summary>
    private sealed class QuotientPrimitive(bool exchanged) : ElementwiseBinary<double>
    {
        protected override void Compute(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> z)
        {
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = x[i] / (y[i] * y[i]);
            }
        }

        protected override Tensor DerivativeX(Tensor x, Tensor y, Tensor z) => exchanged ? -2 * z / y : 1 / (y * y);

        protected override Tensor DerivativeY(Tensor x, Tensor y, Tensor z) => exchanged ? 1 / (y * y) : -2 * z / y;
    }
}
