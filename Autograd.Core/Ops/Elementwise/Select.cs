using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// z = whenTrue where the mask is not 0, else whenFalse; the gradient goes to the one that was taken, and the other gets exactly 0.
    /// The three broadcast together. PyTorch: <c>torch.where</c>.
    /// </summary>
    /// <param name="mask">Usually a comparison, such as <c>x &gt; 0</c>; no gradient flows into it.</param>
    /// <param name="whenTrue">Taken where the mask is not 0.</param>
    /// <param name="whenFalse">Taken where the mask is 0.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <remarks>
    /// A NaN or ∞ in the branch that was not taken reaches neither the value nor the gradient: <c>Select(x &gt; 0, x.Log(), 0)</c> has
    /// gradient 0 at 0. A mask element of NaN counts as true.
    /// </remarks>
    public static Tensor<T> Select(Tensor<T> mask, Tensor<T> whenTrue, Tensor<T> whenFalse) =>
        Apply(SelectPrimitive.Instance, mask, whenTrue, whenFalse);

    // Both rules by hand: no family has three inputs. The map is linear in the two branches, and constant in the mask.
    private sealed class SelectPrimitive : ElementwiseTernary<T>
    {
        public static readonly SelectPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local(
            "[m != 0 ? x : y]", "0", "[m != 0 ? 1 : 0]", "[m != 0 ? 0 : 1]");

        public override void Compute(ReadOnlySpan<T> mask, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) =>
            VectorLoop.Map<T, LaneFunctions.Select>(mask, x, y, z);

        public override void Vjp(in Operands<T> o, Tensor<T> gz, Span<Tensor<T>?> g)
        {
            Tensor<T> mask = o[0];
            g[1] = o.Wants(1) ? Select(mask, gz, 0) : null;
            g[2] = o.Wants(2) ? Select(mask, 0, gz) : null;
        }

        public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> d) => Select(o[0], d[1] ?? 0, d[2] ?? 0);
    }
}
