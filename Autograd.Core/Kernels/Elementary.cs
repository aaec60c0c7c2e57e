using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd;

/// <summary>
/// Elementary functions over spans: <c>Elementary.Map&lt;T, Elementary.Exp&gt;(x, y)</c>. One element at a time, because the vectorised
/// ones of System.Numerics.Tensors give other bits for other lengths and neighbours; here an element depends on nothing but itself.
/// </summary>
/// <remarks>
/// Every function is stated once, in double, and is at most 2 units in the last place off: the tests measure it. A float is the double
/// result rounded, and so the nearest float; MathF's sine is 3 times faster and nearly as good, but it would be a second definition.
/// Where Math is naive, or further off, the function is our own.
/// </remarks>
internal static class Elementary
{
    // Blocks, because a float converted in the loop itself makes each element wait for the one before it (x86 converts into half of a
    // register and keeps the other half): 12 against 3.5 ns for an Asin.
    private const int BlockSize = 128;

    /// <summary>A function of one number.</summary>
    public interface IUnary
    {
        static abstract double Invoke(double x);
    }

    /// <summary>A function of two numbers.</summary>
    public interface IBinary
    {
        static abstract double Invoke(double x, double y);
    }

    /// <summary>y = f(x) for every element; y may be the same memory as x.</summary>
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IUnary
    {
        Span<double> room = stackalloc double[Math.Min(x.Length, BlockSize)];
        for (int start = 0; start < x.Length; start += BlockSize)
        {
            Span<double> block = Load(x, start, room);
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = TFunction.Invoke(block[i]);
            }

            TensorPrimitives.ConvertTruncating<double, T>(block, y[start..]);
        }
    }

    /// <summary>z = f(x, y) for every pair of elements; z may be the same memory as x or y.</summary>
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IBinary
    {
        Span<double> roomX = stackalloc double[Math.Min(x.Length, BlockSize)], roomY = stackalloc double[roomX.Length];
        for (int start = 0; start < x.Length; start += BlockSize)
        {
            Span<double> block = Load(x, start, roomX), second = Load(y, start, roomY);
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = TFunction.Invoke(block[i], second[i]);
            }

            TensorPrimitives.ConvertTruncating<double, T>(block, z[start..]);
        }
    }

    /// <summary>z = f(x, y) for every element of x and one y; z may be the same memory as x.</summary>
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, T y, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IBinary
    {
        double second = double.CreateTruncating(y);
        Span<double> room = stackalloc double[Math.Min(x.Length, BlockSize)];
        for (int start = 0; start < x.Length; start += BlockSize)
        {
            Span<double> block = Load(x, start, room);
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = TFunction.Invoke(block[i], second);
            }

            TensorPrimitives.ConvertTruncating<double, T>(block, z[start..]);
        }
    }

    /// <summary>The block of x from start on, as far as there is room, in double; exact.</summary>
    private static Span<double> Load<T>(ReadOnlySpan<T> x, int start, Span<double> room)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<double> block = room[..Math.Min(room.Length, x.Length - start)];
        TensorPrimitives.ConvertTruncating(x.Slice(start, block.Length), block);
        return block;
    }

    public readonly struct Exp : IUnary { public static double Invoke(double x) => Math.Exp(x); }

    public readonly struct ExpM1 : IUnary { public static double Invoke(double x) => Exponentials.ExpM1(x); }

    public readonly struct Exp2 : IUnary { public static double Invoke(double x) => double.Exp2(x); }

    public readonly struct Log : IUnary { public static double Invoke(double x) => Math.Log(x); }

    public readonly struct LogP1 : IUnary { public static double Invoke(double x) => Logarithms.LogP1(x); }

    public readonly struct Log2 : IUnary { public static double Invoke(double x) => Math.Log2(x); }

    public readonly struct Log10 : IUnary { public static double Invoke(double x) => Math.Log10(x); }

    public readonly struct Sin : IUnary { public static double Invoke(double x) => Trigonometry.Sin(x); }

    public readonly struct Cos : IUnary { public static double Invoke(double x) => Trigonometry.Cos(x); }

    public readonly struct Tan : IUnary { public static double Invoke(double x) => Trigonometry.Tan(x); }

    public readonly struct Asin : IUnary { public static double Invoke(double x) => Math.Asin(x); }

    public readonly struct Acos : IUnary { public static double Invoke(double x) => Math.Acos(x); }

    public readonly struct Atan : IUnary { public static double Invoke(double x) => Math.Atan(x); }

    public readonly struct Sinh : IUnary { public static double Invoke(double x) => Exponentials.Sinh(x); }

    public readonly struct Cosh : IUnary { public static double Invoke(double x) => Exponentials.Cosh(x); }

    public readonly struct Tanh : IUnary { public static double Invoke(double x) => Exponentials.Tanh(x); }

    public readonly struct Asinh : IUnary { public static double Invoke(double x) => Logarithms.Asinh(x); }

    public readonly struct Acosh : IUnary { public static double Invoke(double x) => Logarithms.Acosh(x); }

    public readonly struct Atanh : IUnary { public static double Invoke(double x) => Logarithms.Atanh(x); }

    public readonly struct Erf : IUnary { public static double Invoke(double x) => ErrorFunctions.Erf(x); }

    public readonly struct Erfc : IUnary { public static double Invoke(double x) => ErrorFunctions.Erfc(x); }

    public readonly struct Pow : IBinary { public static double Invoke(double x, double y) => Math.Pow(x, y); }

    public readonly struct Atan2 : IBinary { public static double Invoke(double x, double y) => Math.Atan2(x, y); }

    public readonly struct Hypot : IBinary { public static double Invoke(double x, double y) => double.Hypot(x, y); }
}
