namespace Autograd.Bench;

/// <summary>b. What an operation costs beside its arithmetic: tensors of one element, and chains of them.</summary>
internal static class Overheads
{
    public static void Run(Report report)
    {
        Tensor<float> a = Tensor<float>.Constant([1]), b = Tensor<float>.Constant([2]), x = a.AsVariable(), y = b.AsVariable();
        Check.Near((x + y).Backward()[y].Item, 1);
        report.Bench("b.add.nograd.ns", () => a + b, Report.Nanoseconds());
        report.Bench("b.add.grad_recorded.ns", () => x + y, Report.Nanoseconds());
        report.Bench("b.add.plus_backward.ns", () => (x + y).Backward(), Report.Nanoseconds());

        Check.Near(Chain(x, y).Backward()[y].Item, 1000);
        report.Bench("b.chain1000.add_const.ns_per_op", () => Chain(x, b).Backward(), Report.Nanoseconds(1000));
        report.Bench("b.chain1000.add_leaf.ns_per_op", () => Chain(x, y).Backward(), Report.Nanoseconds(1000));
        report.Bench("b.chain1000.add_forward_only.ns_per_op", () => Chain(a, b), Report.Nanoseconds(1000));

        Check.That(float.IsFinite(MixedChain(x, y, b).Backward()[y].Item));
        report.Bench("b.chain999.mul_add_tanh.ns_per_op", () => MixedChain(x, y, b).Backward(), Report.Nanoseconds(999));
    }

    private static Tensor<float> Chain(Tensor<float> x, Tensor<float> y)
    {
        for (int i = 0; i < 1000; i++)
        {
            x += y;
        }

        return x;
    }

    private static Tensor<float> MixedChain(Tensor<float> x, Tensor<float> y, Tensor<float> b)
    {
        for (int i = 0; i < 333; i++)
        {
            x = ((x * y) + b).Tanh();
        }

        return x;
    }
}
