using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The product of the chain rule where the derivative is a quotient, z = g·n/d: 0 wherever g, n or n/d is exactly 0, as in
    /// <see cref="Chain(Tensor{T}, Tensor{T})"/>. No part of it overflows or underflows unless the whole does: 1/x is ∞ for an x of
    /// 1e-310, where g/x need not be.
    /// </summary>
    internal static Tensor<T> Chain(Tensor<T> g, Tensor<T> numerator, Tensor<T> divisor) => numerator.IsPlainOne
        ? Apply(ChainDividePrimitive.Instance, g, divisor)
        : Apply(ChainQuotientPrimitive.Instance, g, numerator, divisor);

    /// <summary>z = g/d, but 0 where g is 0, even against 0 or NaN, or 1/d is.</summary>
    private sealed class ChainDividePrimitive : ElementwiseBinary<T>
    {
        public static readonly ChainDividePrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("x/y", "1/y", "-x/y^2");

        protected override void Compute(ReadOnlySpan<T> g, ReadOnlySpan<T> d, Span<T> z) =>
            VectorLoop.Map<T, Quotients.ChainDivide>(g, d, z);

        protected override Tensor<T> DerivativeX(Tensor<T> g, Tensor<T> d, Tensor<T> z) => One;

        private protected override Tensor<T> DivisorX(Tensor<T> g, Tensor<T> d, Tensor<T> z) => d;

        protected override Tensor<T> DerivativeY(Tensor<T> g, Tensor<T> d, Tensor<T> z) => z;

        private protected override Tensor<T> DivisorY(Tensor<T> g, Tensor<T> d, Tensor<T> z) => -d;
    }

    // Both rules by hand: no family has three inputs. Each of them is this product again.
    private sealed class ChainQuotientPrimitive : ElementwiseTernary<T>
    {
        public static readonly ChainQuotientPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("m*x/y", "x/y", "m/y", "-m*x/y^2");

        public override void Compute(ReadOnlySpan<T> g, ReadOnlySpan<T> n, ReadOnlySpan<T> d, Span<T> z) =>
            VectorLoop.Map<T, Quotients.ChainQuotient>(g, n, d, z);

        public override void Vjp(in Operands<T> o, Tensor<T> gz, Span<Tensor<T>?> g)
        {
            for (int i = 0; i < 3; i++)
            {
                g[i] = o.Wants(i) ? TimesDerivative(gz, o, i) : null;
            }
        }

        public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> d)
        {
            Tensor<T>? sum = null;
            for (int i = 0; i < 3; i++)
            {
                if (d[i] is { } change)
                {
                    Tensor<T> part = TimesDerivative(change, o, i);
                    sum = sum is null ? part : sum + part;
                }
            }

            return sum!;
        }

        private static Tensor<T> TimesDerivative(Tensor<T> u, in Operands<T> o, int input) =>
            Tensor<T>.Chain(u, input == 0 ? o[1] : input == 1 ? o[0] : -o.Output, o[2]);
    }
}
