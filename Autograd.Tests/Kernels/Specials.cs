using System.Numerics;

namespace Autograd.Tests.Kernels;

/// <summary>Random numbers for kernels: every other one is ±0, NaN, ±∞, subnormal, extreme or one that comes again.</summary>
internal static class Specials<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly T[] All =
    [
        T.Zero, -T.Zero, T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon, -T.Epsilon, T.One, -T.One,
        typeof(T) == typeof(float) ? T.CreateTruncating(float.MaxValue) : T.CreateTruncating(double.MaxValue),
        T.One / (T.One + T.One), T.CreateTruncating(3),
    ];

    public static T[] Draw(Random random, int count)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.Next(2) == 0 ? All[random.Next(All.Length)] : T.CreateTruncating((random.NextDouble() * 4) - 2);
        }

        return values;
    }

    /// <summary>Numbers without NaN and ∞, all of ordinary size.</summary>
    public static T[] Ordinary(Random random, int count)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = T.CreateTruncating((random.NextDouble() * 4) - 2);
        }

        return values;
    }

    /// <summary>Whether two numbers have the same bits; NaNs are the same whatever their payload.</summary>
    public static bool Same(T x, T y) => (T.IsNaN(x) && T.IsNaN(y)) || (x == y && T.IsNegative(x) == T.IsNegative(y));
}
