using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Kernels;

/// <summary>Eight doubles in a register of 512 bits, for processors with AVX-512.</summary>
internal readonly struct WideLanes(Vector512<double> lanes) : ILanes<WideLanes>
{
    // Bits, which have the order of the numbers.
    private const ulong SmallestNormal = 0x0010000000000000;
    private const ulong Infinity = 0x7FF0000000000000;

    // The interval of mantissas, in the two lowest bits, and NaN for negative numbers.
    private const byte FromOneToTwoOrNaN = 0b1000;

    private readonly Vector512<double> lanes = lanes;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator WideLanes(double everywhere) => new(Vector512.Create(everywhere));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator +(WideLanes a, WideLanes b) => new(a.lanes + b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator -(WideLanes a, WideLanes b) => new(a.lanes - b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator *(WideLanes a, WideLanes b) => new(a.lanes * b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator /(WideLanes a, WideLanes b) => new(a.lanes / b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator &(WideLanes a, WideLanes b) => new(a.lanes & b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator |(WideLanes a, WideLanes b) => new(a.lanes | b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator ^(WideLanes a, WideLanes b) => new(a.lanes ^ b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator -(WideLanes a) => new(-a.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator >(WideLanes a, WideLanes b) => new(Vector512.GreaterThan(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes operator <(WideLanes a, WideLanes b) => new(Vector512.LessThan(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes MultiplyAdd(WideLanes a, WideLanes b, WideLanes c) =>
        new(Vector512.FusedMultiplyAdd(a.lanes, b.lanes, c.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes MultiplySubtract(WideLanes a, WideLanes b, WideLanes c) =>
        new(Avx512F.FusedMultiplySubtract(a.lanes, b.lanes, c.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes SubtractProduct(WideLanes c, WideLanes a, WideLanes b) =>
        new(Avx512F.FusedMultiplyAddNegated(a.lanes, b.lanes, c.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Sqrt(WideLanes a) => new(Vector512.Sqrt(a.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Abs(WideLanes a) => new(Vector512.Abs(a.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes CopySign(WideLanes value, WideLanes sign) => new(Vector512.CopySign(value.lanes, sign.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Min(WideLanes a, WideLanes b) => new(Vector512.MinNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Max(WideLanes a, WideLanes b) => new(Vector512.MaxNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Same(WideLanes a, WideLanes b) => new(Vector512.Equals(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Select(WideLanes mask, WideLanes a, WideLanes b) =>
        new(Vector512.ConditionalSelect(mask.lanes, a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(WideLanes mask) => Vector512.ExtractMostSignificantBits(mask.lanes) == 0xFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Bits(long everywhere) => new(Vector512.Create(everywhere).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(WideLanes a, WideLanes b) => Vector512.GreaterThanAny(a.lanes, b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNormal(WideLanes a) =>
        Vector512.LessThanAll(a.lanes.AsUInt64() - Vector512.Create(SmallestNormal), Vector512.Create(Infinity - SmallestNormal));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes AddBits(WideLanes a, WideLanes b) => new((a.lanes.AsInt64() + b.lanes.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes ShiftLeft(WideLanes a, int bits) => new((a.lanes.AsInt64() << bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes ShiftRight(WideLanes a, int bits) => new((a.lanes.AsInt64() >>> bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Mantissa(WideLanes a, out WideLanes exponent)
    {
        exponent = new(Avx512F.GetExponent(a.lanes));
        return new(Avx512F.GetMantissa(a.lanes, FromOneToTwoOrNaN));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Lookup(ReadOnlySpan<double> eight, WideLanes index) =>
        new(Avx512F.PermuteVar8x64(Vector512.Create(eight), index.lanes.AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Load(ref readonly double from) => new(Vector512.LoadUnsafe(in from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(WideLanes a, ref double to) => a.lanes.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideLanes Load(ref readonly float from) =>
        new(Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(in from)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(WideLanes a, ref float to) => Avx512F.ConvertToVector256Single(a.lanes).StoreUnsafe(ref to);
}
