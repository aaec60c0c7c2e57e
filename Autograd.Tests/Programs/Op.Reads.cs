using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Programs;

public sealed partial record Op
{
    /// <summary>
    /// Uses of a part beside uses of the whole, and factors of 1 of every kind: where sums of contributions, and signs of zeros, could
    /// depend on the kind of the sweep.
    /// </summary>
    public static IReadOnlyList<Op> Reads { get; } =
    [
        new("one element", 1, x => Element(x[0], 0)),
        new("another element", 1, x => Element(x[0], x[0].Shape.Count - 1)),
        new("every element", 1, x => EveryElement(x[0])),
        new("elements among wholes", 1, x => (x[0] * 0.3).Sum() + (EveryElement(x[0]) * 0.7) + x[0].Sin().Sum() - Element(x[0], 0)),
        new("overlapping windows", 1, x => x[0].Windows(-1, 2)),
        new("windows of windows", 1, x => x[0].Windows(-1, 2).Windows(-2, 2)),
        new("windows beside the whole", 1, x => (x[0].Windows(-1, 2) * 0.7).Sum() + x[0].Square().Sum()),
        new("one row, several times", 1, x => x[0].IndexSelect(0, [0, 0, 0])),
        new("all but the first", 1, x => x[0][1..]),
        new("plain 1", 1, x => 1 * x[0]),
        new("divided by plain 1", 1, x => x[0] / 1),
        new("1 as a constant", 1, x => x[0] * Tensor.Constant(1)),
        new("1 computed", 2, x => x[0] * Element(x[1], 0).EqualTo(Element(x[1], 0))),
        new("1 with a graph", 2, x => x[0] * (Element(x[1], 0) * 0).Exp()),
        new("ones", 1, x => x[0] * Tensor.Ones(x[0].Shape)),
        new("power of 1", 1, x => x[0].Pow(1)),
        new("0 with a sign", 1, x => -(x[0] * 0)),
        new("mean of one", 1, x => Element(x[0], 0).Reshape(1).Mean()),
        new("held", 1, x => x[0].Clamp(-0.7, 0.8)),
        new("larger", 2, x => Tensor.Maximum(x[0], x[1])),
    ];

    private static Tensor Element(Tensor x, int place)
    {
        var at = new AxisIndex[x.Shape.Rank];
        for (int axis = at.Length - 1; axis >= 0; axis--)
        {
            (place, int position) = Math.DivRem(place, Math.Max(1, x.Shape[axis]));
            at[axis] = position;
        }

        return x[at];
    }

    private static Tensor EveryElement(Tensor x) =>
        Enumerable.Range(0, x.Shape.Count).Select(i => Element(x, i) * (0.1 + (0.7 * i))).Aggregate((Tensor)0, (sum, next) => sum + next);
}
