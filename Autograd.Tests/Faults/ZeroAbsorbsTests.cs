using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Zero absorbs on the way back and forward in derivatives, never in values: 0·ln y is 0 by a limit, but NaN·ln 1 is NaN. Kin: the losses
/// that are 0 where a target is (LossLimitTests), and the chain product itself (Kinks).
/// </summary>
public sealed class ZeroAbsorbsTests
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    /// <summary>x, y, x·ln y, ln y, x/y.</summary>
    public static TheoryData<double, double, double, double, double> Points => new()
    {
        { NaN, 1, NaN, 0, NaN }, { Inf, 1, NaN, 0, Inf }, { -Inf, 1, NaN, 0, -Inf }, { NaN, 2, NaN, Math.Log(2), NaN },
        { 0, 0, 0, -Inf, 0 }, { -0.0, 0, 0, -Inf, 0 }, { 0, Inf, 0, Inf, 0 }, { 0, -3, 0, NaN, 0 }, { 0, 1, 0, 0, 0 },
        { 1, NaN, NaN, NaN, NaN }, { 0, NaN, NaN, NaN, 0 }, { 2, 1, 0, 0, 2 }, { 1, 0, -Inf, -Inf, Inf }, { Inf, 2, Inf, Math.Log(2), Inf },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public void XLogY_IsZeroOnlyWhereXIs(double x, double y, double value, double byX, double byY)
    {
        Tensor a = Tensor.Variable(x), b = Tensor.Variable(y), z = Tensor.XLogY(a, b);
        Assert.Equal(value, z.Item);
        Gradients<double> gradients = z.Backward(), recorded = z.Backward(createGraph: true);
        Assert.Equal((byX, byY), (gradients[a].Item, gradients[b].Item));
        Assert.Equal((byX, byY), (recorded[a].Item, recorded[b].Item));
        Assert.Equal(byX, Differentiate.Jvp(x => Tensor.XLogY(x, b.Detach()), a.Detach(), 1).Tangent.Item);
        Assert.Equal(byY, Differentiate.Jvp(y => Tensor.XLogY(a.Detach(), y), b.Detach(), 1).Tangent.Item);
        Tensor<float> single = Tensor<float>.XLogY(Tensor<float>.Constant((float)x), Tensor<float>.Constant((float)y));
        Assert.Equal((float)value, single.Item);
    }

    /// <summary>
    /// The product that rules are written with: values, both derivatives, and the plain 1, which leaves the gradient as it is.
    /// </summary>
    [Fact]
    public void Chain_OfZeroAndWhatHasNoProductWithIt_IsZero()
    {
        Tensor g = Tensor.Variable([0, 0, 2, -0.0, Inf]), d = Tensor.Variable([NaN, Inf, 3, -Inf, 0]), z = Tensor.Chain(g, d);
        Assert.Equal([0, 0, 6, 0, 0], z.ToArray());
        Gradients<double> gradients = z.Backward([1, 0, 5, 0, 1]);
        Assert.Equal([NaN, 0, 15, 0, 0], gradients[g].ToArray());
        Assert.Equal([0, 0, 10, 0, Inf], gradients[d].ToArray());

        Assert.Same(g, Tensor.Chain(g, 1));
        Assert.Equal([2, 4, 6], Tensor.Chain([1, 2, 3], 2).ToArray());
        Assert.Contains("Chain", Assert.Throws<ShapeException>(() => Tensor.Chain(g, [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("g", () => Tensor.Chain(null!, 1));
        Assert.Throws<ArgumentNullException>("derivative", () => Tensor.Chain(g, null!));
    }

    /// <summary>Masks multiply as numbers do: only Select leaves out what was not taken.</summary>
    [Fact]
    public void ProductWithZero_OfInfinity_StaysNaN()
    {
        Assert.Equal(NaN, (Tensor.Constant(Inf) * 0).Item);
        Assert.Equal(NaN, (Tensor.Constant(0).Log() * 0).Item);
        Assert.Equal([0, NaN, NaN], Tensor.Constant([0, Inf, 5]).CumulativeProduct(0).ToArray());
        Assert.Equal(NaN, Tensor.Constant([0, 2, Inf]).Product().Item);
        Assert.Equal(NaN, Tensor.Constant([NaN, 0]).Product().Item);
    }
}
