namespace Autograd.Plotting;

/// <summary>From numbers of one axis to pixels.</summary>
internal readonly record struct PlotScale(double Low, double High, double From, double To, bool IsLogarithmic = false)
{
    /// <summary>
    /// Larger numbers have no pixel, since the width of a range of them would overflow; and narrower ranges no ticks, since the steps
    /// between
    /// them would be subnormal.
    /// </summary>
    public const double Largest = 1e300, Smallest = 1e-300;

    /// <summary>Where a number is. Far outside, it stays near enough for every renderer: a million pixels.</summary>
    public double this[double value]
    {
        get
        {
            double part = IsLogarithmic
                ? (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
                : (value - Low) / (High - Low);
            return Math.Clamp(From + (part * (To - From)), -1e6, 1e6);
        }
    }

    /// <summary>Whether a number can be drawn: as <see cref="Drawable"/> says.</summary>
    public static bool CanDraw(double value, bool logarithmic = false) => Math.Abs(value) <= Largest && (!logarithmic || value > Smallest);

    /// <summary>What numbers can be drawn, in words.</summary>
    public static string Drawable(bool logarithmic = false) => logarithmic ? "finite and positive, from 1E-300 to 1E+300"
        : "finite, and not beyond ±1E+300";

    /// <summary>Whether a range is no wider than rounding: narrower than 12 digits of its ends, or than numbers have steps.</summary>
    public static bool IsNarrow(double low, double high) =>
        high - low <= Math.Max(Smallest, Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-12);
}
