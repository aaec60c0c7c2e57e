using Autograd.Messages;

namespace Autograd.Testing;

/// <summary>The checks of one order of derivative: the Jacobian of f by reverse mode, by forward mode and by differences.</summary>
internal sealed class DerivativeCheck
{
    private readonly Func<Tensor<double>[], Tensor<double>> f;
    private readonly Tensor<double>[] xs;
    private readonly DerivativeCheck? lower; // of whose weighted sum of outputs f is the gradient
    private readonly (int Input, int Element)[] places; // of the columns of the Jacobian
    private readonly double largestInput;
    private readonly Tensor<double> y;
    private readonly Random random = new(1);

    public DerivativeCheck(Func<Tensor<double>[], Tensor<double>> f, Tensor<double>[] xs)
        : this(f, xs, null)
    {
    }

    private DerivativeCheck(Func<Tensor<double>[], Tensor<double>> f, Tensor<double>[] xs, DerivativeCheck? lower)
    {
        this.f = f;
        this.xs = xs;
        this.lower = lower;
        places = [.. xs.SelectMany((x, input) => Enumerable.Range(0, x.Shape.Count).Select(element => (input, element)))];
        largestInput = Largest(Flat(xs));
        y = Call(xs);
    }

    /// <summary>The order of the derivatives that are checked.</summary>
    public int Order => lower is null ? 1 : lower.Order + 1;

    private int Rows => y.Shape.Count;

    private int Columns => places.Length;

    /// <summary>How reports call f: f itself, then its gradient, and so on.</summary>
    private string Name => lower is null ? "f" : $"∇{lower.Sum}";

    /// <summary>How reports call the weighted sum of the outputs, of which the next order is the gradient.</summary>
    private string Sum => Rows == 1 ? NameOfRow(0) : $"⟨u, {Name}⟩";

    /// <summary>The input, and the position in it, of a column of the Jacobian.</summary>
    public (int Input, int Element) Place(int column) => column == Finding.None ? (Finding.None, Finding.None) : places[column];

    /// <summary>How reports call what was compared.</summary>
    public string Describe(Finding finding) => finding.Row == Finding.None
        ? $"⟨u, J·v⟩ and ⟨Jᵀ·u, v⟩ of {Name} for random u and v"
        : $"∂{NameOfRow(finding.Row)} / ∂{NameOfColumn(finding.Column)}";

    /// <summary>The comparisons, check by check; later checks make sense where earlier ones pass.</summary>
    public IEnumerable<Finding[]> Checks()
    {
        double[][] reverse = ReverseJacobian();
        double[] noise = Noise();
        Slopes[][] slopes = [.. Enumerable.Range(0, Columns).Select(column => SlopesAlong(column, noise))];
        yield return ForEachElement((row, column) => ByDifferences(reverse, row, column));

        double[][] forward = ForwardJacobian();
        double[] largestInRow = [.. reverse.Select(Largest)];
        double[] largestInColumn = [.. Enumerable.Range(0, Columns).Select(column => Largest(reverse.Select(values => values[column])))];
        yield return
        [
            .. ForEachElement((row, column) =>
            {
                // Where the values are too small for this comparison, differences still tell.
                double rounding = (1e-11 * Math.Max(largestInRow[row], largestInColumn[column])) + (16 * Zero(row, column));
                double tolerance = ByDifferences(forward, row, column).Failed ? 0 : rounding;
                return Finding.ByReverse(forward[row][column], reverse[row][column], tolerance, row, column);
            }),
            AdjointIdentity(Math.Sqrt(reverse.Sum(values => Dot(values, values)))),
        ];

        Finding ByDifferences(double[][] jacobian, int row, int column) =>
            Finding.ByDifferences(jacobian[row][column], slopes[column][row], Zero(row, column), row, column);
    }

    /// <summary>The checks of the next order: those of the gradient of ⟨u, f⟩ for fixed weights u, as one vector.</summary>
    public DerivativeCheck OfGradient()
    {
        // Not near 0, of both signs, and 1 for a single element, so that its report shows the plain second derivative.
        var weights = new double[Rows];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = i == 0 ? 1 : (0.5 + random.NextDouble()) * (random.Next(2) == 0 ? 1 : -1);
        }

        Tensor<double> u = Output(weights);
        return new DerivativeCheck(Gradient, xs, lower: this);

        Tensor<double> Gradient(Tensor<double>[] inputs)
        {
            Tensor<double>[] gradients = Differentiate.Gradients(z => (u * f(z)).Sum(), inputs);
            return Tensor<double>.Concatenate([.. gradients.Select(gradient => gradient.Reshape(gradient.Shape.Count))], 0);
        }
    }

    private string NameOfRow(int row) =>
        lower is null ? $"f{Position(y.Shape, row)}" : $"(∂{lower.Sum} / ∂{NameOfColumn(row)})";

    private string NameOfColumn(int column)
    {
        (int input, int element) = places[column];
        return (xs[input].Name ?? (xs.Length == 1 ? "x" : $"xs[{input}]")) + Position(xs[input].Shape, element);
    }

    /// <summary>An element's index along each axis, as in [1, 0]; nothing for a scalar.</summary>
    private static string Position(Shape shape, int element)
    {
        var indices = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (element, indices[axis]) = Math.DivRem(element, shape[axis]);
        }

        return shape.Rank == 0 ? "" : $"[{Wording.List<int>(indices)}]";
    }

    private Finding[] ForEachElement(Func<int, int, Finding> compare) =>
        [.. from row in Enumerable.Range(0, Rows) from column in Enumerable.Range(0, Columns) select compare(row, column)];

    /// <summary>The rounding error in each element of f, measured on a line through x and, if x is small somewhere, a short one.</summary>
    private double[] Noise()
    {
        double[] x = Flat(xs), noise = Along(value => Math.Max(1, Math.Abs(value)), isShort: false);
        if (x.Any(value => Math.Abs(value) is > 0 and < 1e-3))
        {
            noise = [.. noise.Zip(Along(Math.Abs, isShort: true), Math.Min)];
        }

        return [.. noise.Select(value => double.IsFinite(value) ? value : 0)];

        double[] Along(Func<double, double> size, bool isShort)
        {
            // Powers of 2, so that small steps are exact: the rounding of x itself does not count.
            double[] r = [.. x.Select(value => Math.ScaleB(random.Next(2) == 0 ? 1 : -1, Math.ILogB(size(value)) + random.Next(2)))];
            return RoundingNoise.Measure(
                t => Call(Inputs([.. x.Zip(r, (value, step) => value + (t * step))])).ToArray(), Rows, isShort);
        }
    }

    private Slopes[] SlopesAlong(int column, double[] noise)
    {
        double[] values = Flat(xs);
        double x = values[column];
        return Differences.Column(
            moved =>
            {
                values[column] = moved;
                return Call(Inputs(values)).ToArray();
            },
            x,
            y.ToArray(),
            noise,
            64 * Differences.RoundOff * Math.Max(1, largestInput));
    }

    private double[][] ReverseJacobian()
    {
        Tensor<double>[] variables = [.. xs.Select(x => x.AsVariable(x.Name))];
        Tensor<double> output = Call(variables);
        return [.. Enumerable.Range(0, Rows).Select(row => Pullback(output, variables, Unit(row, Rows)))];
    }

    private double[][] ForwardJacobian()
    {
        double[][] columns = [.. Enumerable.Range(0, Columns).Select(column => Tangent(Unit(column, Columns)))];
        return [.. Enumerable.Range(0, Rows).Select(row => columns.Select(values => values[row]).ToArray())];
    }

    /// <summary>⟨u, J·v⟩ = ⟨Jᵀ·u, v⟩ for random u and v: rules that are right for single elements alone fail it.</summary>
    private Finding AdjointIdentity(double norm)
    {
        double[] u = Draw(Rows), v = Draw(Columns);
        double forward = Dot(u, Tangent(v));
        Tensor<double>[] variables = [.. xs.Select(x => x.AsVariable(x.Name))];
        double reverse = Dot(Pullback(Call(variables), variables, u), v);
        double size = Math.Max(Math.Max(1, largestInput), Largest(y.ToArray()) / 64);
        double tolerance = Math.Sqrt(Dot(u, u) * Dot(v, v)) * ((1e-11 * norm) + (16 * 4096 * Differences.RoundOff * size));
        return Finding.ByReverse(forward, reverse, tolerance, Finding.None, Finding.None);
    }

    private double[] Pullback(Tensor<double> output, Tensor<double>[] variables, double[] seed) =>
        Flat(Differentiate.GradientsOf(output, variables, Output(seed)));

    private double[] Tangent(double[] direction) => Differentiate.Jvp(Call, xs, Inputs(direction)).Tangent.ToArray();

    /// <summary>Constants of the shapes of the inputs, from their elements laid end to end.</summary>
    private Tensor<double>[] Inputs(double[] values)
    {
        int start = 0;
        var inputs = new Tensor<double>[xs.Length];
        for (int i = 0; i < xs.Length; i++)
        {
            inputs[i] = Tensor<double>.Constant(values.AsSpan(start, xs[i].Shape.Count), xs[i].Shape);
            start += xs[i].Shape.Count;
        }

        return inputs;
    }

    /// <summary>f(x), of the shape that it has at the point of the check.</summary>
    private Tensor<double> Call(Tensor<double>[] inputs)
    {
        Tensor<double> output = f([.. inputs]) ?? throw new InvalidOperationException("GradientCheck: the function returned null.");
        return y is null || output.Shape == y.Shape
            ? output
            : throw new InvalidOperationException(
                $"GradientCheck: the function gave shape {y.Shape} and then {output.Shape}; its shape must not depend on values.");
    }

    /// <summary>The size up to which a derivative may be the rounding error of an exact 0.</summary>
    private double Zero(int row, int column)
    {
        (int input, int element) = places[column];
        using ReadScope<double> output = y.Read(), point = xs[input].Read();
        double size = Math.Max(Math.Max(1, largestInput), Math.Abs(output.Span[row]) / 64);
        double unit = Math.Max(1, Math.Abs(point.Span[element]));
        return 4096 * Differences.RoundOff * size / unit;
    }

    private double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];

    private Tensor<double> Output(double[] values) => Tensor<double>.Constant(values, y.Shape);

    private static double[] Unit(int index, int count)
    {
        var unit = new double[count];
        unit[index] = 1;
        return unit;
    }

    private static double[] Flat(Tensor<double>[] tensors) => [.. tensors.SelectMany(tensor => tensor.ToArray())];

    private static double Largest(IEnumerable<double> values) =>
        values.Aggregate(0.0, (largest, value) => Math.Max(largest, Math.Abs(value)));

    private static double Dot(double[] left, double[] right) => left.Zip(right, (x, y) => x * y).Sum();
}
