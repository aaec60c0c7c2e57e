namespace Autograd.Tests.Primitives;

/// <summary>A function and its Jacobians in plain loops over doubles, written without the library.</summary>
public interface IClosedForm
{
    /// <summary>The value, row-major.</summary>
    double[] Value(double[][] x, Shape[] shapes);

    /// <summary>∂(output element o)/∂(element k of input i) at [i][o, k].</summary>
    double[][,] Jacobians(double[][] x, Shape[] shapes);
}

/// <summary>A function of numbers with its partial derivatives, applied with broadcasting.</summary>
public sealed record ElementwiseForm(Func<double[], double> F, params Func<double[], double>[] Partials) : IClosedForm
{
    public double[] Value(double[][] x, Shape[] shapes) => [.. Elements(x, shapes).Select(element => F(element.Values))];

    public double[][,] Jacobians(double[][] x, Shape[] shapes)
    {
        (double[] Values, int[] Sources)[] elements = [.. Elements(x, shapes)];
        var jacobians = new double[x.Length][,];
        for (int i = 0; i < x.Length; i++)
        {
            jacobians[i] = new double[elements.Length, x[i].Length];
            for (int o = 0; o < elements.Length; o++)
            {
                jacobians[i][o, elements[o].Sources[i]] += Partials[i](elements[o].Values);
            }
        }

        return jacobians;
    }

    /// <summary>For each output element the arguments, and which element of each input they are.</summary>
    private static IEnumerable<(double[] Values, int[] Sources)> Elements(double[][] x, Shape[] shapes)
    {
        int rank = shapes.Max(shape => shape.Rank);
        int[] extents = [.. Enumerable.Range(1, rank).Select(axis => shapes
            .Where(shape => shape.Rank > rank - axis)
            .Select(shape => shape[^(rank - axis + 1)])
            .Aggregate(1, (a, b) => a == 1 ? b : a))];
        foreach (int[] at in Naive.Indices(extents))
        {
            int[] sources =
            [
                .. shapes.Select(shape => Naive.Offset(shape, [.. at[(rank - shape.Rank)..].Select((c, a) => shape[a] == 1 ? 0 : c)])),
            ];
            yield return ([.. sources.Select((source, i) => x[i][source])], sources);
        }
    }
}

/// <summary>A map in which every output element is a sum of input elements: given are the pairs, and the number of outputs.</summary>
public sealed record LinearForm(Func<Shape[], (int Outputs, IEnumerable<(int Output, int Input, int Element)> Terms)> Map) : IClosedForm
{
    public double[] Value(double[][] x, Shape[] shapes)
    {
        var (outputs, terms) = Map(shapes);
        var y = new double[outputs];
        foreach ((int output, int input, int element) in terms)
        {
            y[output] += x[input][element];
        }

        return y;
    }

    public double[][,] Jacobians(double[][] x, Shape[] shapes)
    {
        var (outputs, terms) = Map(shapes);
        double[][,] jacobians = [.. x.Select(input => new double[outputs, input.Length])];
        foreach ((int output, int input, int element) in terms)
        {
            jacobians[input][output, element]++;
        }

        return jacobians;
    }
}

/// <summary>A function with its Jacobians written out.</summary>
public sealed record GeneralForm(Func<double[][], Shape[], double[]> F, Func<double[][], Shape[], double[][,]> J) : IClosedForm
{
    public double[] Value(double[][] x, Shape[] shapes) => F(x, shapes);

    public double[][,] Jacobians(double[][] x, Shape[] shapes) => J(x, shapes);
}

/// <summary>Index arithmetic in its plainest form.</summary>
public static class Naive
{
    /// <summary>All index tuples of these extents, in row-major order.</summary>
    public static IEnumerable<int[]> Indices(params int[] extents)
    {
        if (extents.Contains(0))
        {
            yield break;
        }

        var at = new int[extents.Length];
        while (true)
        {
            yield return [.. at];
            int axis = extents.Length - 1;
            while (axis >= 0 && ++at[axis] == extents[axis])
            {
                at[axis--] = 0;
            }

            if (axis < 0)
            {
                yield break;
            }
        }
    }

    /// <summary>The place of an index tuple in a row-major array.</summary>
    public static int Offset(Shape shape, int[] at)
    {
        int offset = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            offset = (offset * shape[axis]) + at[axis];
        }

        return offset;
    }
}
