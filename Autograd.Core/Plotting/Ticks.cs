using System.Globalization;

namespace Autograd.Plotting;

/// <summary>Numbers that read well along an axis: multiples of 1, 2 or 5 times a power of ten, or powers of ten themselves.</summary>
internal static class Ticks
{
    /// <summary>The smallest 1, 2 or 5 times a power of ten that divides a span into at most so many parts.</summary>
    public static double Step(double span, int parts)
    {
        double raw = span / parts;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double lead = raw / power;

        // A lead such as 2.0000000000000004 is a 2 that was rounded.
        double slack = 1 + 1e-9;
        return power * (lead <= slack ? 1 : lead <= 2 * slack ? 2 : lead <= 5 * slack ? 5 : 10);
    }

    /// <summary>The multiples of <see cref="Step"/> from low to high, each the nearest double to its decimal number.</summary>
    public static double[] Linear(double low, double high, int parts)
    {
        double step = Step(high - low, parts);
        double first = Math.Ceiling((low / step) - 1e-9), last = Math.Floor((high / step) + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Clean((first + i) * step))];
    }

    /// <summary>The powers of ten from low to high, every second or third or … of them, so that there are at most so many parts.</summary>
    public static double[] Logarithmic(double low, double high, int parts)
    {
        int first = (int)Math.Ceiling(Math.Log10(low) - 1e-9), last = (int)Math.Floor(Math.Log10(high) + 1e-9);
        int every = Math.Max(1, (int)Math.Ceiling((last - first) / (double)parts));
        return [.. Enumerable.Range(0, ((last - first) / every) + 1).Select(i => Clean(Math.Pow(10, first + (i * every))))];
    }

    /// <summary>A range that begins and ends with a tick, and is not empty.</summary>
    public static (double Low, double High) Widen(double low, double high, int parts)
    {
        if (PlotScale.IsNarrow(low, high))
        {
            double size = Math.Max(Math.Abs(low), Math.Abs(high)), pad = size <= PlotScale.Smallest ? 1 : size * 0.1;
            (low, high) = (low - pad, high + pad);
        }

        double step = Step(high - low, parts);
        return (Clean(Math.Floor((low / step) + 1e-9) * step), Clean(Math.Ceiling((high / step) - 1e-9) * step));
    }

    /// <summary>The labels of ticks: as many digits after the point for all, and powers of ten where they would be long.</summary>
    public static string[] Labels(double[] ticks)
    {
        double largest = ticks.Max(Math.Abs);
        double step = ticks.Length > 1 ? ticks[1] - ticks[0] : largest;
        if (largest == 0 || step == 0)
        {
            return [.. ticks.Select(tick => Signed(tick.ToString("0.###", CultureInfo.InvariantCulture)))];
        }

        int exponent = ExponentOf(largest), digits = Math.Max(0, -ExponentOf(step));
        if (exponent is >= -3 and <= 5)
        {
            return [.. ticks.Select(tick => Signed(Fixed(tick, digits)))];
        }

        double scale = Math.Pow(10, exponent);
        digits = Math.Max(0, exponent - ExponentOf(step));
        return [.. ticks.Select(tick => tick == 0 ? "0" : $"{Signed(Fixed(tick / scale, digits))}·{Power(exponent)}")];
    }

    /// <summary>The label of a power of ten on a logarithmic axis.</summary>
    public static string PowerLabel(double tick)
    {
        int exponent = ExponentOf(tick);
        return exponent is >= -3 and <= 4 ? Fixed(tick, Math.Max(0, -exponent)) : Power(exponent);
    }

    private static int ExponentOf(double value) => (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9);

    private static string Fixed(double value, int digits) => value.ToString($"F{Math.Min(digits, 15)}", CultureInfo.InvariantCulture);

    private static string Power(int exponent) =>
        "10" + string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));

    private static string Signed(string number) =>
        number.StartsWith('-') ? number.AsSpan(1).IndexOfAnyInRange('1', '9') < 0 ? number[1..] : "−" + number[1..] : number;

    /// <summary>0.30000000000000004 → 0.3.</summary>
    private static double Clean(double value) =>
        double.Parse(value.ToString("G14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + 0.0;
}
