using System.Numerics;

namespace Autograd.Tests.Primitives;

/// <summary>The numbers an input is drawn from: where the derivative is of ordinary size, and not within 0.1 of a kink.</summary>
public sealed record Domain(double Low, double High, params double[] Kinks);

/// <summary>
/// One row of the table of primitives: how users call it, on which shapes and numbers, and its closed form, which comes from
/// mathematics and not from the rule.
/// </summary>
public sealed record PrimitiveCase<T>(
    string Name, Func<Tensor<T>[], Tensor<T>> Call, Shape[][] Shapes, Domain[] Domains, IClosedForm ClosedForm)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Whether every element is treated by itself, with inputs that broadcast.</summary>
    public bool IsElementwise => ClosedForm is ElementwiseForm;

    /// <summary>Whether values are drawn so that no two are closer than a step: for maxima, which have kinks at ties.</summary>
    public bool IsSeparated { get; init; }

    /// <summary>Whether values are −1, 0 or 1: for masks, which are about ties.</summary>
    public bool IsTernary { get; init; }

    /// <summary>Whether the result can be differentiated; masks cannot.</summary>
    public bool IsDifferentiable { get; init; } = true;

    /// <summary>The row that this one is a mutant of.</summary>
    public PrimitiveCase<T>? Original { get; init; }

    public override string ToString() => Name;

    /// <summary>Inputs for one test.</summary>
    public Sample<T> Draw(Random random)
    {
        Shape[] shapes = Shapes[random.Next(Shapes.Length)];
        var inputs = new double[shapes.Length][];
        int total = shapes.Sum(shape => shape.Count);
        int[] places = [.. Enumerable.Range(0, total)];
        random.Shuffle(places);
        for (int i = 0, next = 0; i < shapes.Length; i++)
        {
            Domain domain = Domains[Math.Min(i, Domains.Length - 1)];
            inputs[i] = [.. Enumerable.Range(0, shapes[i].Count).Select(_ => IsTernary ? random.Next(-1, 2) : IsSeparated
                ? domain.Low + ((domain.High - domain.Low) * (places[next++] + random.NextDouble() / 2) / total)
                : Number(domain, random))];
        }

        return new Sample<T>(this, shapes, inputs);
    }

    private static double Number(Domain domain, Random random)
    {
        double x;
        do
        {
            x = domain.Low + ((domain.High - domain.Low) * random.NextDouble());
        }
        while (domain.Kinks.Any(kink => Math.Abs(x - kink) < 0.1));
        return x;
    }
}

/// <summary>
/// A row of the table with inputs. Values are rounded to the precision of T, so that the closed form sees what the call sees.
/// </summary>
public sealed class Sample<T>(PrimitiveCase<T> row, Shape[] shapes, double[][] inputs)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public PrimitiveCase<T> Row => row;

    public Shape[] Shapes => shapes;

    /// <summary>The inputs as constants.</summary>
    public Tensor<T>[] Inputs { get; } =
        [.. shapes.Zip(inputs, (shape, values) => Tensor<T>.Constant([.. values.Select(T.CreateTruncating)], shape))];

    /// <summary>The same numbers for the closed form.</summary>
    public double[][] Numbers => [.. Inputs.Select(input => input.ToArray().Select(double.CreateTruncating).ToArray())];

    public Sample<T> With(PrimitiveCase<T> other) => new(other, shapes, inputs);

    /// <summary>Simpler samples: the first shapes of the row, and rounder numbers.</summary>
    public IEnumerable<Sample<T>> Shrink()
    {
        if (row.IsSeparated || row.IsTernary)
        {
            yield break;
        }

        if (shapes != row.Shapes[0])
        {
            yield return new Sample<T>(row, row.Shapes[0], [.. row.Shapes[0].Select((shape, i) => Enumerable.Range(0, shape.Count)
                .Select(k => inputs[i].Length == 0 ? DomainOf(i).High : inputs[i][k % inputs[i].Length]).ToArray())]);
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            for (int k = 0; k < inputs[i].Length; k++)
            {
                double rounder = Math.Round(inputs[i][k], 1);
                Domain domain = DomainOf(i);
                if (rounder != inputs[i][k] && rounder >= domain.Low && rounder <= domain.High && !domain.Kinks.Contains(rounder))
                {
                    double[][] simpler = [.. inputs.Select(input => input.ToArray())];
                    simpler[i][k] = rounder;
                    yield return new Sample<T>(row, shapes, simpler);
                }
            }
        }
    }

    public override string ToString()
    {
        return $"{row.Name} of {string.Join(", ", Inputs.Select(Text))}";

        static string Text(Tensor<T> x) => $"[{string.Join(", ", x.ToArray().Select(v => $"{v:R}"))}] as {x.Shape}";
    }

    private Domain DomainOf(int i) => row.Domains[Math.Min(i, row.Domains.Length - 1)];
}
