using System.Runtime.CompilerServices;
using static Autograd.Kernels.Polynomial;

namespace Autograd.Kernels;

/// <summary>
/// What the inverse trigonometric functions share: the angle of a point (d, n) in the first quadrant, whose tangent is n/d. Above the
/// diagonal it is π/2 less that of (n, d); from an eighth of a turn on it is π/4 and that of (n + d, n − d), so that the tangent of what is
/// left is at most √2 − 1.
/// </summary>
internal static class InverseTrigonometry
{
    private const double TangentOfEighth = 0.41421356237309503;
    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiRest = 6.123233995736766e-17;

    /// <summary>The angle, for n and d that are not both 0, below 10³⁰⁰ and, if they count, not subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Angle<T>(DoubleDouble<T> n, DoubleDouble<T> d)
        where T : struct, ILanes<T>
    {
        T steep = n.High > d.High;
        DoubleDouble<T> smaller = DoubleDouble<T>.Select(steep, d, n), larger = DoubleDouble<T>.Select(steep, n, d);
        T far = smaller.High > larger.High * TangentOfEighth;
        DoubleDouble<T> q = DoubleDouble<T>.Select(far, smaller + -larger, smaller) / DoubleDouble<T>.Select(far, larger + smaller, larger);
        T square = q.High * q.High;
        T low = T.MultiplyAdd(q.High * square, Cubic(square), T.SubtractProduct(q.Low, q.Low, square));
        var sum = DoubleDouble<T>.Ordered(far & (HalfPi / 2), q.High);
        var angle = DoubleDouble<T>.Ordered(sum.High, sum.Low + (low + (far & (HalfPiRest / 2))));
        var rest = DoubleDouble<T>.Ordered(HalfPi, -angle.High);
        return DoubleDouble<T>.Select(steep, new(rest.High, rest.Low + (HalfPiRest - angle.Low)), angle);
    }

    /// <summary>π less an angle where the mask is set, rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Mirrored<T>(T mask, DoubleDouble<T> angle)
        where T : struct, ILanes<T>
    {
        var rest = DoubleDouble<T>.Ordered(2 * HalfPi, -angle.High);
        return T.Select(mask, rest.High + (rest.Low + (2 * HalfPiRest - angle.Low)), angle.Rounded);
    }

    /// <summary>√(1 − x²) for 0 ≤ x ≤ 1, and NaN above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> OtherLeg<T>(T x)
        where T : struct, ILanes<T> => DoubleDouble<T>.Sqrt(DoubleDouble<T>.Sum(1, -x) * DoubleDouble<T>.Sum(1, x));

    /// <summary>The angle, of what is computed from floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleAngle<T>(T n, T d)
        where T : struct, ILanes<T>
    {
        T steep = n > d, smaller = T.Select(steep, d, n), larger = T.Select(steep, n, d);
        T far = smaller > larger * TangentOfEighth;
        T q = T.Select(far, smaller - larger, smaller) / T.Select(far, larger + smaller, larger);
        T angle = T.MultiplyAdd(q, SingleQuotient(q * q), far & (HalfPi / 2));
        return T.Select(steep, HalfPi - angle, angle);
    }

    // (arctan q − q)/q³ to 2⁻⁶² of q.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Cubic<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, -0.3333333333333333, 0.19999999999999804, -0.14285714285659828, 0.11111111105155447, Horner(
            square, -0.09090908753500877, 0.07692296375032143, -0.06666424885738255, 0.05878928997834775, Horner(
            square, -0.05230454270650244, 0.04551593220626549, -0.034570561981427744, 0.016285756855221028)));

    // (arctan q)/q to 2⁻⁴⁵.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleQuotient<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 0.9999999999999732, -0.33333333330803444, 0.19999999604891977, -0.14285690423839287, Horner(
            square, 0.11110385046148014, -0.09078392072943424, 0.07563703551915192, -0.05874505621307831, 0.030662440370424447));
}
