using System.Numerics;

namespace Autograd;

/// <summary>
/// Elementary functions over spans. One element at a time, because the vectorised ones of System.Numerics.Tensors give other bits for
/// other lengths and neighbours; here an element depends on nothing but itself.
/// </summary>
internal static class Elementary
{
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : IExponentialFunctions<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.Exp(x[i]);
        }
    }

    public static void Log<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : ILogarithmicFunctions<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.Log(x[i]);
        }
    }

    public static void Sin<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : ITrigonometricFunctions<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.Sin(x[i]);
        }
    }

    public static void Cos<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : ITrigonometricFunctions<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.Cos(x[i]);
        }
    }

    public static void Sinh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : IHyperbolicFunctions<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.Sinh(x[i]);
        }
    }

    public static void Cosh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : IHyperbolicFunctions<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.Cosh(x[i]);
        }
    }

    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : IHyperbolicFunctions<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.Tanh(x[i]);
        }
    }

    public static void Power<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> exponent, Span<T> y)
        where T : IPowerFunctions<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = T.Pow(x[i], exponent[i]);
        }
    }
}
