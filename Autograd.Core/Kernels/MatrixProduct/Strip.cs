using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

/// <summary>Neighbouring elements of a row of the product, held in registers while their sums grow.</summary>
internal interface IStrip<TSelf, T>
    where TSelf : struct, IStrip<TSelf, T>
{
    /// <summary>The number of elements.</summary>
    static abstract int Width { get; }

    /// <summary>The number of registers that the hardware has for such strips.</summary>
    static abstract int Registers { get; }

    /// <summary>The elements from this one on.</summary>
    static abstract TSelf Load(ref readonly T first);

    /// <summary>factor·y + sum.</summary>
    static abstract TSelf AddScaled(T factor, TSelf y, TSelf sum);

    /// <summary>Writes the elements from this place on, or adds them to what stands there.</summary>
    void Store(ref T first, bool add);
}

/// <summary>A strip of one register.</summary>
internal readonly struct Narrow<TLanes, TVector, T>(TVector elements) : IStrip<Narrow<TLanes, TVector, T>, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
{
    private readonly TVector elements = elements;

    public static int Width => TLanes.Count;

    public static int Registers => TLanes.Registers;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<TLanes, TVector, T> Load(ref readonly T first) => new(TLanes.Load(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<TLanes, TVector, T> AddScaled(T factor, Narrow<TLanes, TVector, T> y, Narrow<TLanes, TVector, T> sum) =>
        new(TLanes.MultiplyAdd(TLanes.Fill(factor), y.elements, sum.elements));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T first, bool add) => TLanes.Store(add ? TLanes.Add(TLanes.Load(in first), elements) : elements, ref first);
}

/// <summary>A strip of two registers side by side, so that one factor, spread over a register, serves both.</summary>
internal readonly struct Wide<TLanes, TVector, T>(TVector left, TVector right) : IStrip<Wide<TLanes, TVector, T>, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
{
    private readonly TVector left = left, right = right;

    public static int Width => 2 * TLanes.Count;

    public static int Registers => TLanes.Registers;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<TLanes, TVector, T> Load(ref readonly T first) =>
        new(TLanes.Load(in first), TLanes.Load(in Unsafe.Add(ref Unsafe.AsRef(in first), TLanes.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<TLanes, TVector, T> AddScaled(T factor, Wide<TLanes, TVector, T> y, Wide<TLanes, TVector, T> sum)
    {
        TVector factors = TLanes.Fill(factor);
        return new(TLanes.MultiplyAdd(factors, y.left, sum.left), TLanes.MultiplyAdd(factors, y.right, sum.right));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T first, bool add)
    {
        ref T second = ref Unsafe.Add(ref first, TLanes.Count);
        TLanes.Store(add ? TLanes.Add(TLanes.Load(in first), left) : left, ref first);
        TLanes.Store(add ? TLanes.Add(TLanes.Load(in second), right) : right, ref second);
    }
}
