namespace Autograd.Plotting;

/// <summary>Marching squares: where a function on a grid has a level, as segments between points on the edges of its cells.</summary>
internal static class Contour
{
    /// <param name="z">The values, a row for each y.</param>
    /// <param name="x">The columns' places.</param>
    /// <param name="y">The rows' places.</param>
    /// <param name="level">The value that is looked for. Cells with a corner that is not finite have no line.</param>
    public static IEnumerable<(double X0, double Y0, double X1, double Y1)> Segments(double[] z, double[] x, double[] y, double level)
    {
        for (int row = 0; row + 1 < y.Length; row++)
        {
            for (int column = 0; column + 1 < x.Length; column++)
            {
                // The corners counter-clockwise: edge k goes from corner k to corner k + 1.
                (double X, double Y, double Z)[] corners =
                [
                    Corner(row, column), Corner(row, column + 1), Corner(row + 1, column + 1), Corner(row + 1, column),
                ];
                if (!corners.All(corner => PlotScale.CanDraw(corner.Z)))
                {
                    continue;
                }

                int[] crossed = [.. Enumerable.Range(0, 4).Where(k => corners[k].Z >= level != corners[(k + 1) % 4].Z >= level)];
                if (crossed.Length == 4 && corners.Average(corner => corner.Z) >= level != corners[0].Z >= level)
                {
                    crossed = [3, 0, 1, 2]; // a saddle: the middle is not of the side of corner 0, which is cut off
                }
                else if (crossed.Length == 4)
                {
                    crossed = [0, 1, 2, 3];
                }

                for (int i = 0; i + 1 < crossed.Length; i += 2)
                {
                    (double x0, double y0) = Crossing(corners[crossed[i]], corners[(crossed[i] + 1) % 4], level);
                    (double x1, double y1) = Crossing(corners[crossed[i + 1]], corners[(crossed[i + 1] + 1) % 4], level);
                    yield return (x0, y0, x1, y1);
                }
            }
        }

        (double X, double Y, double Z) Corner(int row, int column) => (x[column], y[row], z[(row * x.Length) + column]);
    }

    private static (double X, double Y) Crossing((double X, double Y, double Z) a, (double X, double Y, double Z) b, double level)
    {
        double part = (level - a.Z) / (b.Z - a.Z);
        return (a.X + (part * (b.X - a.X)), a.Y + (part * (b.Y - a.Y)));
    }
}
