namespace Autograd.Tests.Primitives;

/// <summary>
/// Einstein's summation by one loop over all values of all labels. The equation has letters alone and a given result, such as
/// "ij,jk->ik"; an axis of extent 1 stretches.
/// </summary>
public sealed record EinsumForm(string Equation) : IClosedForm
{
    public double[] Value(double[][] x, Shape[] shapes)
    {
        var y = new double[ResultShape(shapes).Count];
        foreach ((int[] places, int output) in Products(shapes))
        {
            y[output] += places.Select((place, i) => x[i][place]).Aggregate(1.0, (product, factor) => product * factor);
        }

        return y;
    }

    public double[][,] Jacobians(double[][] x, Shape[] shapes)
    {
        double[][,] jacobians = [.. x.Select(input => new double[ResultShape(shapes).Count, input.Length])];
        foreach ((int[] places, int output) in Products(shapes))
        {
            for (int i = 0; i < places.Length; i++)
            {
                // The derivative of a product by a factor is the product of the others.
                double others = 1;
                for (int k = 0; k < places.Length; k++)
                {
                    others *= k == i ? 1 : x[k][places[k]];
                }

                jacobians[i][output, places[i]] += others;
            }
        }

        return jacobians;
    }

    public Shape ResultShape(Shape[] shapes)
    {
        Dictionary<char, int> extents = Extents(shapes);
        return [.. Result.Select(label => extents[label])];
    }

    private string[] Terms => Equation.Split("->")[0].Split(',');

    private string Result => Equation.Split("->")[1];

    private Dictionary<char, int> Extents(Shape[] shapes)
    {
        var extents = new Dictionary<char, int>();
        foreach ((string term, Shape shape) in Terms.Zip(shapes))
        {
            for (int axis = 0; axis < term.Length; axis++)
            {
                extents[term[axis]] = extents.GetValueOrDefault(term[axis], 1) == 1 ? shape[axis] : extents[term[axis]];
            }
        }

        return extents;
    }

    /// <summary>All products that are summed: the place of the factor from each operand, and the place of the sum.</summary>
    private IEnumerable<(int[] Places, int Output)> Products(Shape[] shapes)
    {
        Dictionary<char, int> extents = Extents(shapes);
        string labels = string.Concat(extents.Keys);
        foreach (int[] at in Naive.Indices([.. labels.Select(label => extents[label])]))
        {
            yield return ([.. Terms.Select((term, i) => Place(shapes[i], term))], Place(ResultShape(shapes), Result));

            int Place(Shape shape, string term) =>
                Naive.Offset(shape, [.. term.Select((label, axis) => shape[axis] == 1 ? 0 : at[labels.IndexOf(label)])]);
        }
    }
}
