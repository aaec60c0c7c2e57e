using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

/// <summary>A row of a micro-tile: adjacent elements of a row of the product, accumulated in registers.</summary>
internal interface IRegisterBlock<TSelf, T>
    where TSelf : struct, IRegisterBlock<TSelf, T>
{
    /// <summary>The number of elements.</summary>
    static abstract int Width { get; }

    /// <summary>The number of registers that the hardware has for such blocks.</summary>
    static abstract int Registers { get; }

    /// <summary>The elements from this one on.</summary>
    static abstract TSelf Load(ref readonly T first);

    /// <summary>factor·y + sum.</summary>
    static abstract TSelf AddScaled(T factor, TSelf y, TSelf sum);

    /// <summary>Writes the elements from this place on, or adds them to what stands there.</summary>
    void Store(ref T first, bool add);
}

/// <summary>A block of one register.</summary>
internal readonly struct OneRegister<TRegister, TVector, T>(TVector elements) : IRegisterBlock<OneRegister<TRegister, TVector, T>, T>
    where TRegister : struct, IRegister<TVector, T>
    where TVector : unmanaged
{
    private readonly TVector elements = elements;

    public static int Width => TRegister.Count;

    public static int Registers => TRegister.Registers;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<TRegister, TVector, T> Load(ref readonly T first) => new(TRegister.Load(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<TRegister, TVector, T> AddScaled(
        T factor, OneRegister<TRegister, TVector, T> y, OneRegister<TRegister, TVector, T> sum) =>
        new(TRegister.MultiplyAdd(TRegister.Broadcast(factor), y.elements, sum.elements));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T first, bool add) =>
        TRegister.Store(add ? TRegister.Add(TRegister.Load(in first), elements) : elements, ref first);
}

/// <summary>A block of two registers side by side, so that one factor, broadcast to a register, serves both.</summary>
internal readonly struct TwoRegisters<TRegister, TVector, T>(TVector left, TVector right)
    : IRegisterBlock<TwoRegisters<TRegister, TVector, T>, T>
    where TRegister : struct, IRegister<TVector, T>
    where TVector : unmanaged
{
    private readonly TVector left = left, right = right;

    public static int Width => 2 * TRegister.Count;

    public static int Registers => TRegister.Registers;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<TRegister, TVector, T> Load(ref readonly T first) =>
        new(TRegister.Load(in first), TRegister.Load(in Unsafe.Add(ref Unsafe.AsRef(in first), TRegister.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<TRegister, TVector, T> AddScaled(
        T factor, TwoRegisters<TRegister, TVector, T> y, TwoRegisters<TRegister, TVector, T> sum)
    {
        TVector factors = TRegister.Broadcast(factor);
        return new(TRegister.MultiplyAdd(factors, y.left, sum.left), TRegister.MultiplyAdd(factors, y.right, sum.right));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T first, bool add)
    {
        ref T second = ref Unsafe.Add(ref first, TRegister.Count);
        TRegister.Store(add ? TRegister.Add(TRegister.Load(in first), left) : left, ref first);
        TRegister.Store(add ? TRegister.Add(TRegister.Load(in second), right) : right, ref second);
    }
}
