using System.Globalization;
using System.Text;
using Autograd.Plotting;

namespace Autograd;

public static partial class Plot
{
    private const int FieldCells = 80, Arrows = 13;

    /// <summary>
    /// A function of two variables: lines of equal value, with their values, and arrows along the gradient that autodiff gives, upwards.
    /// The longest arrow is where the gradient is largest.
    /// </summary>
    /// <param name="f">A function of vectors x and y that computes each element from the same elements of both.</param>
    /// <param name="x">The range of x.</param>
    /// <param name="y">The range of y.</param>
    /// <param name="name">The title.</param>
    /// <exception cref="ArgumentException">A range is empty or not finite, or the function is nowhere finite.</exception>
    /// <exception cref="ShapeException">The function gives something else than a value for each point.</exception>
    public static Svg Field(
        Func<Tensor<double>, Tensor<double>, Tensor<double>> f,
        (double Low, double High) x,
        (double Low, double High) y,
        string name = "f(x, y)")
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(name);
        RequireRange("Plot.Field", "x", x);
        RequireRange("Plot.Field", "y", y);
        double[] columns = Tensor<double>.Linspace(x.Low, x.High, FieldCells + 1).ToArray();
        double[] rows = Tensor<double>.Linspace(y.Low, y.High, FieldCells + 1).ToArray();
        (Tensor<double> value, _, _) = FieldAt(f, columns, rows);
        double[] z = value.ToArray();
        double[] finite = [.. z.Where(value => PlotScale.CanDraw(value)).Order()];
        if (finite.Length == 0)
        {
            throw new ArgumentException($"Plot.Field: no value of {name} is finite in these ranges; look where it is defined.");
        }

        string description = $"Lines of equal value of {name}, from {Say(finite[0])} to {Say(finite[^1])}, and arrows along its gradient, "
            + $"for x from {Say(x.Low)} to {Say(x.High)} and y from {Say(y.Low)} to {Say(y.High)}.";
        var labels = new PlotLabels(name, description, "x", "y")
        {
            Legend = [("equal value", 0, Swatch.Line), ("gradient", 1, Swatch.Line)],
        };
        var frame = new PlotFrame(labels, x, y, Math.Clamp((y.High - y.Low) / (x.High - x.Low), 0.5, 1));
        DrawLevels(frame, z, columns, rows, finite);
        DrawArrows(frame, f, x, y);
        return frame.Finish();
    }

    private static (Tensor<double> Value, double[] ByX, double[] ByY) FieldAt(
        Func<Tensor<double>, Tensor<double>, Tensor<double>> f, double[] columns, double[] rows)
    {
        Tensor<double> x = Tensor<double>.Variable([.. rows.SelectMany(_ => columns)]);
        Tensor<double> y = Tensor<double>.Variable([.. rows.SelectMany(row => Enumerable.Repeat(row, columns.Length))]);
        Tensor<double> value = f(x, y);
        if (value.Shape != x.Shape && value.Shape.Rank > 0)
        {
            throw new ShapeException(
                $"Plot.Field: the function made {value.Shape} of x {x.Shape} and y {y.Shape}. It is called on vectors of all points, "
                + "and must give a value for each.");
        }

        value = value.BroadcastTo(x.Shape);
        Tensor<double>[] gradients = Differentiate.GradientsOf(value, [x, y], Tensor<double>.Ones(x.Shape));
        return (value, gradients[0].ToArray(), gradients[1].ToArray());
    }

    private static void DrawLevels(PlotFrame frame, double[] z, double[] columns, double[] rows, double[] finite)
    {
        // A pole must not take all levels for itself: they are spread over all but the outer hundredths.
        double low = finite[finite.Length / 100], high = finite[^((finite.Length / 100) + 1)];
        if (PlotScale.IsNarrow(low, high))
        {
            return;
        }

        double[] levels = Ticks.Linear(low, high, 10);
        string[] names = Ticks.Labels(levels);
        var places = new List<(double X, double Y, string Name)>();
        for (int i = 0; i < levels.Length; i++)
        {
            var path = new StringBuilder();
            (double X0, double Y0, double X1, double Y1)[] segments = [.. Contour.Segments(z, columns, rows, levels[i])];
            foreach ((double x0, double y0, double x1, double y1) in segments)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{Svg.Number(frame.X[x0])} {Svg.Number(frame.Y[y0])}");
                path.Append(CultureInfo.InvariantCulture, $"L{Svg.Number(frame.X[x1])} {Svg.Number(frame.Y[y1])}");
            }

            frame.Path($"contour {PlotStyle.Series(0)}", path.ToString());
            for (int part = 1; part <= 8 && segments.Length > 0; part++)
            {
                (double x, double y, _, _) = segments[segments.Length * part / 9];
                places.Add((frame.X[x], frame.Y[y], names[i]));
            }
        }

        // One label for a level, at the first place where it is clear of the others.
        foreach (IGrouping<string, (double X, double Y, string Name)> level in places.GroupBy(place => place.Name))
        {
            _ = level.Any(place => frame.TryLabel(place.X, place.Y, place.Name));
        }
    }

    private static void DrawArrows(
        PlotFrame frame, Func<Tensor<double>, Tensor<double>, Tensor<double>> f, (double Low, double High) x, (double Low, double High) y)
    {
        double[] columns = Middles(x), rows = Middles(y);
        (_, double[] byX, double[] byY) = FieldAt(f, columns, rows);

        // In pixels: an arrow points to where its change of x and y leads, also where the axes have different scales. Only ratios count,
        // and
        // so nothing need overflow.
        double perX = (frame.X.To - frame.X.From) / (x.High - x.Low), perY = (frame.Y.To - frame.Y.From) / (y.High - y.Low);
        double scale = Math.Max(perX, Math.Abs(perY)),
            largest = byX.Concat(byY).Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        (double X, double Y)[] pixels = [.. byX.Zip(byY, (gx, gy) => (gx / largest * (perX / scale), gy / largest * (perY / scale)))];
        double[] lengths = [.. pixels.Select(p => double.Hypot(p.X, p.Y))];
        double longest = lengths.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        double room = 0.9 * Math.Min(frame.X.To - frame.X.From, frame.Y.From - frame.Y.To) / Arrows;
        var path = new StringBuilder();
        for (int i = 0; i < pixels.Length; i++)
        {
            double length = lengths[i] / longest * room;
            if (!(length is >= 1.5 and < double.PositiveInfinity))
            {
                continue; // zero, not finite, or too short to have a direction
            }

            (double dx, double dy) = (pixels[i].X / lengths[i] * length, pixels[i].Y / lengths[i] * length);
            double fromX = frame.X[columns[i % Arrows]] - (dx / 2), fromY = frame.Y[rows[i / Arrows]] - (dy / 2);
            double head = Math.Min(0.35, 6 / length);
            path.Append(CultureInfo.InvariantCulture, $"M{Svg.Number(fromX)} {Svg.Number(fromY)}l{Svg.Number(dx)} {Svg.Number(dy)}");
            path.Append(CultureInfo.InvariantCulture, $"m{Svg.Number((-dx - (dy * 0.6)) * head)} {Svg.Number((-dy + (dx * 0.6)) * head)}");
            path.Append(CultureInfo.InvariantCulture, $"L{Svg.Number(fromX + dx)} {Svg.Number(fromY + dy)}");
            path.Append(CultureInfo.InvariantCulture, $"l{Svg.Number((-dx + (dy * 0.6)) * head)} {Svg.Number((-dy - (dx * 0.6)) * head)}");
        }

        frame.Path($"arrow {PlotStyle.Series(1)}", path.ToString());

        static double[] Middles((double Low, double High) range) =>
            [.. Enumerable.Range(0, Arrows).Select(i => range.Low + ((range.High - range.Low) * (i + 0.5) / Arrows))];
    }
}
