namespace Autograd;

/// <summary>From numbers of one axis to pixels.</summary>
internal readonly record struct PlotScale(double Low, double High, double From, double To, bool IsLogarithmic = false)
{
    /// <summary>Larger numbers have no pixel: the width of a range of them would overflow.</summary>
    public const double Largest = 1e300;

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

    /// <summary>Whether a number can be drawn: it is finite, not monstrous, and positive where the axis is logarithmic.</summary>
    public static bool CanDraw(double value, bool logarithmic = false) => Math.Abs(value) <= Largest && (!logarithmic || value > 1e-300);
}
