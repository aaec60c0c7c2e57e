using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Kernels;

/// <summary>As many doubles as a vector of the processor holds: four with 256 bits, two with 128.</summary>
internal readonly struct Lanes(Vector<double> lanes) : ILanes<Lanes>
{
    // Bits, which have the order of the numbers.
    private const ulong SmallestNormal = 0x0010000000000000;
    private const ulong Infinity = 0x7FF0000000000000;

    private const long MantissaBits = 0x000FFFFFFFFFFFFF;
    private const double TwoTo52 = 4503599627370496;

    private readonly Vector<double> lanes = lanes;

    public static int Count => Vector<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes(double everywhere) => new(Vector.Create(everywhere));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator +(Lanes a, Lanes b) => new(a.lanes + b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes a, Lanes b) => new(a.lanes - b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator *(Lanes a, Lanes b) => new(a.lanes * b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator /(Lanes a, Lanes b) => new(a.lanes / b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator &(Lanes a, Lanes b) => new(a.lanes & b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator |(Lanes a, Lanes b) => new(a.lanes | b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator ^(Lanes a, Lanes b) => new(a.lanes ^ b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes a) => new(-a.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator >(Lanes a, Lanes b) => new(Vector.GreaterThan<double>(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator <(Lanes a, Lanes b) => new(Vector.LessThan<double>(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes MultiplyAdd(Lanes a, Lanes b, Lanes c) => new(Vector.FusedMultiplyAdd(a.lanes, b.lanes, c.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes MultiplySubtract(Lanes a, Lanes b, Lanes c) => new(Vector.FusedMultiplyAdd(a.lanes, b.lanes, -c.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes SubtractProduct(Lanes c, Lanes a, Lanes b) => new(Vector.FusedMultiplyAdd(-a.lanes, b.lanes, c.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sqrt(Lanes a) => new(Vector.SquareRoot(a.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Abs(Lanes a) => new(Vector.Abs(a.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes CopySign(Lanes value, Lanes sign) => new(Vector.CopySign<double>(value.lanes, sign.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Min(Lanes a, Lanes b) => new(Vector.MinNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Max(Lanes a, Lanes b) => new(Vector.MaxNative(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Same(Lanes a, Lanes b) => new(Vector.Equals<double>(a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Select(Lanes mask, Lanes a, Lanes b) => new(Vector.ConditionalSelect<double>(mask.lanes, a.lanes, b.lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(Lanes mask) => Vector.EqualsAll(Vector.AsVectorUInt64(mask.lanes), Vector<ulong>.AllBitsSet);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Bits(long everywhere) => new(Vector.AsVectorDouble(Vector.Create(everywhere)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Lanes a, Lanes b) => Vector.GreaterThanAny(a.lanes, b.lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNormal(Lanes a) =>
        Vector.LessThanAll(Vector.AsVectorUInt64(a.lanes) - Vector.Create(SmallestNormal), Vector.Create(Infinity - SmallestNormal));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes AddBits(Lanes a, Lanes b) =>
        new(Vector.AsVectorDouble(Vector.AsVectorInt64(a.lanes) + Vector.AsVectorInt64(b.lanes)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes ShiftLeft(Lanes a, int bits) => new(Vector.AsVectorDouble(Vector.AsVectorInt64(a.lanes) << bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes ShiftRight(Lanes a, int bits) => new(Vector.AsVectorDouble(Vector.AsVectorInt64(a.lanes) >>> bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Mantissa(Lanes a, out Lanes exponent)
    {
        // The exponent becomes the end of a number that starts with 2⁵².
        exponent = (ShiftRight(a, 52) | TwoTo52) - (TwoTo52 + 1023);
        Lanes mantissa = (a & Bits(MantissaBits)) | 1;
        if (AreNormal(a))
        {
            return mantissa;
        }

        Lanes zero = Same(a, 0);
        exponent = Select(zero, double.NegativeInfinity, Select(Same(a, double.PositiveInfinity), a, exponent));
        return Select(zero | (a > 0), mantissa, double.NaN);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Lookup(ReadOnlySpan<double> eight, Lanes index)
    {
        Vector<long> i = Vector.AsVectorInt64(index.lanes);
        if (Count != Vector256<double>.Count)
        {
            return new(Vector128.Create(eight[(int)i[0] & 7], eight[(int)i[1] & 7]).AsVector());
        }

        // Both halves of a number lie behind each other among the eight halves in a vector; the third bit says in which vector.
        Vector256<int> halves = Avx2.Shuffle((i << 1).AsVector256().AsInt32(), 0b10_10_00_00) | Vector256.Create(0, 1, 0, 1, 0, 1, 0, 1);
        Vector256<int> low = Avx2.PermuteVar8x32(Vector256.Create(eight).AsInt32(), halves);
        Vector256<int> high = Avx2.PermuteVar8x32(Vector256.Create(eight[4..]).AsInt32(), halves);
        return new(Avx.BlendVariable(low.AsDouble(), high.AsDouble(), (i << 61).AsVector256().AsDouble()).AsVector());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(ref readonly double from) => new(Vector.LoadUnsafe(in from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes a, ref double to) => a.lanes.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(ref readonly float from) => new(Count == Vector256<double>.Count
        ? Vector256.WidenLower(Vector128.LoadUnsafe(in from).ToVector256Unsafe()).AsVector()
        : Vector128.WidenLower(Vector64.LoadUnsafe(in from).ToVector128Unsafe()).AsVector());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes a, ref float to)
    {
        if (Count == Vector256<double>.Count)
        {
            Avx.ConvertToVector128Single(a.lanes.AsVector256()).StoreUnsafe(ref to);
        }
        else
        {
            Vector128.Narrow(a.lanes.AsVector128(), a.lanes.AsVector128()).GetLower().StoreUnsafe(ref to);
        }
    }
}
