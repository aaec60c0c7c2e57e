using System.Globalization;
using System.Text;
using Autograd.Messages;
using Autograd.Plotting;

namespace Autograd;

public static partial class Plot
{
    private const int BoundaryCells = 120, MostClasses = 12;

    /// <summary>What a classifier decides where, as regions of colour, with the points that it learned from.</summary>
    /// <param name="model">
    /// From points (n, 2) to scores: of k classes, (n, k), where the largest decides; or of class 1 alone, (n, 1) or (n). Where a score is
    /// NaN nothing is decided.
    /// </param>
    /// <param name="points">The points, (m, 2).</param>
    /// <param name="classes">The class of each point: 0, 1, 2, …</param>
    /// <param name="name">The title.</param>
    /// <param name="threshold">A single score above it means class 1: 0 for logits, 0.5 for probabilities.</param>
    /// <exception cref="ArgumentException">There are no points, one is not finite, or classes do not fit them.</exception>
    /// <exception cref="ShapeException">The points are not (m, 2), or the scores not as above.</exception>
    public static Svg Boundary(
        Func<Tensor<double>, Tensor<double>> model,
        Tensor<double> points,
        ReadOnlySpan<int> classes,
        string name = "decision regions",
        double threshold = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(name);
        int[] known = classes.ToArray();
        RequirePoints(points, known);
        double[] flat = points.ToArray();
        (double Low, double High) x = Around([.. flat.Where((_, i) => i % 2 == 0)]), y = Around([.. flat.Where((_, i) => i % 2 == 1)]);
        int[] decided = Decide(model, x, y, threshold);
        int count = Math.Max(known.Max(), decided.Max()) + 1;
        if (count > MostClasses)
        {
            throw new ArgumentException($"Plot.Boundary: {count} classes are more than the {MostClasses} that can be told apart.");
        }

        string description = $"Regions that a model decides for {Wording.Count(count, "class", "classes")}, with "
            + $"{Wording.Count(known.Length, "point")}, for x from {Say(x.Low)} to "
            + $"{Say(x.High)} and y from {Say(y.Low)} to {Say(y.High)}.";
        var labels = new PlotLabels(name, description, "x", "y")
        {
            Legend = [.. Enumerable.Range(0, count).Select(c => ($"class {c}", c, Swatch.Point))],
        };
        var frame = new PlotFrame(labels, x, y, 0.75);
        for (int c = 0; c < count; c++)
        {
            frame.Path($"region {PlotStyle.Series(c)}", Region(frame, decided, c));
        }

        for (int c = 0; c < count; c++)
        {
            IEnumerable<string> marks = Enumerable.Range(0, known.Length).Where(i => known[i] == c)
                .Select(i => PlotStyle.Mark(c, frame.X[flat[2 * i]], frame.Y[flat[(2 * i) + 1]]));
            frame.Path($"point {PlotStyle.Series(c)}", string.Concat(marks));
        }

        return frame.Finish();
    }

    private static void RequirePoints(Tensor<double> points, int[] classes)
    {
        if (points.Shape.Rank != 2 || points.Shape[1] != 2)
        {
            throw new ShapeException($"Plot.Boundary: the points are {points.Shape}; they must be (m, 2), a row with x and y for each.");
        }

        int count = points.Shape[0];
        if (count == 0 || classes.Length != count)
        {
            throw new ArgumentException(
                $"Plot.Boundary: {Wording.Count(count, "point")} and {Wording.Count(classes.Length, "class", "classes")}; give at least "
                + "one point, each with a class.");
        }

        for (int i = 0; i < count; i++)
        {
            if (!PlotScale.CanDraw(points.Values[2 * i]) || !PlotScale.CanDraw(points.Values[(2 * i) + 1]) || classes[i] < 0)
            {
                throw new ArgumentException(
                    $"Plot.Boundary: point {i} is ({Say(points.Values[2 * i])}, {Say(points.Values[(2 * i) + 1])}) of class {classes[i]}; "
                    + $"points must be {PlotScale.Drawable()}, and classes 0, 1, 2, ….");
            }
        }
    }

    /// <summary>The range of the points with a tenth of it on either side.</summary>
    private static (double Low, double High) Around(double[] values)
    {
        double low = values.Min(), high = values.Max();
        double pad = PlotScale.IsNarrow(low, high) ? Math.Max(1, Math.Abs(low) * 0.1) : (high - low) * 0.1;
        return (low - pad, high + pad);
    }

    /// <summary>The class in the middle of each cell, row by row from below; −1 where a score is NaN.</summary>
    private static int[] Decide(
        Func<Tensor<double>, Tensor<double>> model, (double Low, double High) x, (double Low, double High) y, double threshold)
    {
        const int count = BoundaryCells * BoundaryCells;
        double[] grid = new double[2 * count];
        for (int i = 0; i < count; i++)
        {
            grid[2 * i] = x.Low + ((x.High - x.Low) * ((i % BoundaryCells) + 0.5) / BoundaryCells);
            grid[(2 * i) + 1] = y.Low + ((y.High - y.Low) * ((i / BoundaryCells) + 0.5) / BoundaryCells);
        }

        Tensor<double> scores = model(Tensor<double>.Constant(grid, [count, 2]));
        int width = scores.Shape.Rank == 1 ? 1 : scores.Shape.Rank == 2 ? scores.Shape[1] : 0;
        if (width == 0 || scores.Shape[0] != count)
        {
            throw new ShapeException(
                $"Plot.Boundary: the model made {scores.Shape} of ({count}, 2); it must give ({count}, k), or ({count}) for two classes.");
        }

        double[] flat = scores.ToArray();
        return [.. Enumerable.Range(0, count).Select(i => Winner(flat.AsSpan(i * width, width), threshold))];
    }

    private static int Winner(ReadOnlySpan<double> scores, double threshold)
    {
        int best = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            if (double.IsNaN(scores[k]))
            {
                return -1;
            }

            best = scores[k] > scores[best] ? k : best;
        }

        return scores.Length > 1 ? best : scores[0] > threshold ? 1 : 0;
    }

    /// <summary>The cells of a class, each run of them in a row as one rectangle.</summary>
    private static string Region(PlotFrame frame, int[] decided, int wanted)
    {
        double cellX = (frame.X.To - frame.X.From) / BoundaryCells, cellY = (frame.Y.From - frame.Y.To) / BoundaryCells;
        var path = new StringBuilder();
        for (int row = 0; row < BoundaryCells; row++)
        {
            ReadOnlySpan<int> cells = decided.AsSpan(row * BoundaryCells, BoundaryCells);
            for (int start = 0, end; start < BoundaryCells; start = end + 1)
            {
                for (end = start; end < BoundaryCells && cells[end] == wanted; end++)
                {
                }

                if (end > start)
                {
                    path.Append(
                        CultureInfo.InvariantCulture, $"M{Svg.Number(frame.X.From + (start * cellX))} ")
                        .Append(CultureInfo.InvariantCulture, $"{Svg.Number(frame.Y.From - ((row + 1) * cellY))}")
                        .Append(CultureInfo.InvariantCulture, $"H{Svg.Number(frame.X.From + (end * cellX))}v{Svg.Number(cellY)}")
                        .Append(CultureInfo.InvariantCulture, $"H{Svg.Number(frame.X.From + (start * cellX))}z");
                }
            }
        }

        return path.ToString();
    }
}
