using Autograd.Messages;
using Autograd.Testing;

namespace Autograd;

/// <summary>
/// Checks the derivatives of a function against differences, which know nothing of its rules: for primitives of one's own, layers,
/// losses. PyTorch's <c>torch.autograd.gradcheck</c> and <c>gradgradcheck</c> in one.
/// </summary>
/// <remarks>
/// <para>
/// Three things are checked at the point x. (1) Every element of the Jacobian by reverse mode, against differences: central ones,
/// extrapolated to the step 0 (Ridders, 1982), which gives each an error estimate. It passes if
/// |autodiff − difference| ≤ 1e-7·size + min(4·error, 1e-4·size), where size is the larger of the two values. (2) The Jacobian by
/// forward mode, against reverse mode to 1e-11 of the largest element in its row or column, and against the differences as in (1);
/// and ⟨u, J·v⟩ = ⟨Jᵀ·u, v⟩ for random u and v to 1e-11·|u|·|J|·|v|. (3) If all that holds, the same for the gradient of ⟨u, f⟩ with
/// fixed weights u (if f has one element, of f itself), which is the second order.
/// </para>
/// <para>
/// Differences that do not settle are a failure of their own: with an error above 1e-2·size, or too large to confirm autodiff as above,
/// they certify nothing. f jumps there, or the derivative drowns in the rounding of f: take another point, or f without the large
/// constant that is added to it.
/// Derivatives count as 0, and pass if autodiff gives 0 too, up to 9e-13·max(1, |x|, |f|/64) / max(1, |xⱼ|): a function of such tiny
/// values must be scaled up to be checked.
/// </para>
/// <para>
/// At a kink, where the slopes from the two sides settle and differ, any value between them passes: |x| may have the derivative −1, 0 or
/// 1 at 0, but not 2. The report counts such derivatives, and if there are any, higher orders are not checked, since they are unspecified
/// there. Where f is finite on one side of x only, at the edge of its domain, the slope of that side counts. An infinite or NaN
/// derivative never passes.
/// </para>
/// <para>
/// There is no check in float, because differences of floats have three digits at best and certify nothing: check the function in
/// double, and compare float with double. For each order f is called 24 times or more for each element of x, and about 50 times
/// besides: use small tensors. f must give the same result for the same x. Choose points where the derivatives are of ordinary size;
/// where they are negligible, a rule that gives 0 passes too.
/// </para>
/// </remarks>
/// <example><code>
/// Tensor x = Tensor.Variable([0.5, -1.25], [2]);
/// GradientCheck.Verify(x => Tensor.Apply(new Mine(), x), x);
/// </code></example>
public static class GradientCheck
{
    /// <summary>Checks the derivatives of f at x and throws if one is wrong.</summary>
    /// <param name="f">A function of any shape.</param>
    /// <param name="x">Where to check; of any shape, a variable or a constant.</param>
    /// <param name="order">Up to which derivative: 1 for the first alone, 2 for the second too.</param>
    /// <exception cref="GradientCheckException">A derivative is wrong; the message is the report.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is not positive.</exception>
    /// <exception cref="InvalidOperationException">The shape of the result of f depends on the values, or f returns null.</exception>
    public static void Verify(Func<Tensor<double>, Tensor<double>> f, Tensor<double> x, int order = 2) =>
        ThrowIfFailed(Compare(f, x, order));

    /// <summary>Checks the derivatives of a function of several tensors, by each of them, and throws if one is wrong.</summary>
    /// <param name="f">A function of any shape.</param>
    /// <param name="xs">Where to check; of any shapes, variables or constants.</param>
    /// <param name="order">Up to which derivative: 1 for the first alone, 2 for the second too.</param>
    /// <inheritdoc cref="Verify(Func{Tensor{double}, Tensor{double}}, Tensor{double}, int)" path="/exception"/>
    public static void Verify(Func<Tensor<double>[], Tensor<double>> f, Tensor<double>[] xs, int order = 2) =>
        ThrowIfFailed(Compare(f, xs, order));

    /// <summary>Checks the derivatives of f at x and reports what was found.</summary>
    /// <param name="f">A function of any shape.</param>
    /// <param name="x">Where to check; of any shape, a variable or a constant.</param>
    /// <param name="order">Up to which derivative: 1 for the first alone, 2 for the second too.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is not positive.</exception>
    /// <exception cref="InvalidOperationException">The shape of the result of f depends on the values, or f returns null.</exception>
    public static GradientCheckReport Compare(Func<Tensor<double>, Tensor<double>> f, Tensor<double> x, int order = 2)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Compare(inputs => f(inputs[0]), [x], order);
    }

    /// <summary>Checks the derivatives of a function of several tensors, by each of them, and reports what was found.</summary>
    /// <param name="f">A function of any shape.</param>
    /// <param name="xs">Where to check; of any shapes, variables or constants.</param>
    /// <param name="order">Up to which derivative: 1 for the first alone, 2 for the second too.</param>
    /// <inheritdoc cref="Compare(Func{Tensor{double}, Tensor{double}}, Tensor{double}, int)" path="/exception"/>
    public static GradientCheckReport Compare(Func<Tensor<double>[], Tensor<double>> f, Tensor<double>[] xs, int order = 2)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(xs);
        Argument.AtLeast(1, order, "GradientCheck");
        foreach (Tensor<double> x in xs)
        {
            ArgumentNullException.ThrowIfNull(x, nameof(xs));
        }

        var report = new GradientCheckReport(xs);
        var check = new DerivativeCheck(f, [.. xs.Select(Constant)]);
        while (check.Checks().All(findings => report.Add(check, findings)) && check.Order < order && report.Kinks == 0 && xs.Length > 0)
        {
            check = check.OfGradient();
        }

        return report;
    }

    /// <summary>The point as a constant of the same name, so that no graph of the caller's is extended.</summary>
    private static Tensor<double> Constant(Tensor<double> x)
    {
        using ReadScope<double> read = x.Read();
        Tensor<double> constant = Tensor<double>.Constant(read.Span, x.Shape);
        return x.Name is null ? constant : constant.Named(x.Name);
    }

    private static void ThrowIfFailed(GradientCheckReport report)
    {
        if (!report.Passed)
        {
            throw new GradientCheckException(report);
        }
    }
}
