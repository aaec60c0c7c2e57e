using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Autograd.Nn;

/// <summary>A type of number in files: its size, and how to convert bytes of it.</summary>
internal abstract record NumberType(int Size, bool IsBigEndian = false)
{
    /// <summary>Converts all numbers; the bytes are as many as the numbers need.</summary>
    public abstract void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
        where T : unmanaged, INumberBase<T>;
}

/// <summary>A type of number that .NET has.</summary>
internal sealed record NumberType<TNumber>(bool IsBigEndian = false) : NumberType(Marshal.SizeOf<TNumber>(), IsBigEndian)
    where TNumber : unmanaged, INumberBase<TNumber>
{
    public override void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
    {
        if (typeof(T) == typeof(TNumber) && IsBigEndian != BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, T>(bytes).CopyTo(numbers);
            return;
        }

        Span<byte> one = stackalloc byte[Size];
        for (int i = 0; i < numbers.Length; i++)
        {
            bytes.Slice(i * Size, Size).CopyTo(one);
            if (IsBigEndian == BitConverter.IsLittleEndian)
            {
                one.Reverse();
            }

            numbers[i] = T.CreateTruncating(MemoryMarshal.Read<TNumber>(one));
        }
    }
}

/// <summary>The upper half of a float.</summary>
internal sealed record BrainFloat() : NumberType(2)
{
    public override void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            int upper = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
            numbers[i] = T.CreateTruncating(BitConverter.Int32BitsToSingle(upper << 16));
        }
    }
}

/// <summary>A byte that is 0 or, for true, anything else.</summary>
internal sealed record BooleanByte() : NumberType(1)
{
    public override void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = bytes[i] == 0 ? T.Zero : T.One;
        }
    }
}

/// <summary>The types of numbers in files, and the numbers themselves as bytes, lowest first.</summary>
internal static class Numbers
{
    public static int SizeOf<T>()
        where T : unmanaged => Marshal.SizeOf<T>();

    /// <summary>The name of the type as C# has it, for errors.</summary>
    public static string NameOf<T>() => typeof(T) == typeof(float) ? "float" : "double";

    public static string SafeTensorsName<T>() => typeof(T) == typeof(float) ? "F32" : "F64";

    public static NumberType? OfSafeTensors(string name) => name switch
    {
        "F64" => new NumberType<double>(),
        "F32" => new NumberType<float>(),
        "F16" => new NumberType<Half>(),
        "BF16" => new BrainFloat(),
        "I64" => new NumberType<long>(),
        "I32" => new NumberType<int>(),
        "I16" => new NumberType<short>(),
        "I8" => new NumberType<sbyte>(),
        "U64" => new NumberType<ulong>(),
        "U32" => new NumberType<uint>(),
        "U16" => new NumberType<ushort>(),
        "U8" => new NumberType<byte>(),
        "BOOL" => new BooleanByte(),
        _ => null,
    };

    /// <summary>The type that NumPy writes so: an order of bytes, the machine's own unless it is said, a kind, a size.</summary>
    public static NumberType? OfNumpy(string name)
    {
        bool isOrdered = name is ['<' or '>' or '|' or '=', ..];
        bool isBig = name is ['>', ..] || (name is not ['<', ..] && !BitConverter.IsLittleEndian);
        return (isOrdered ? name[1..] : name) switch
        {
            "f8" => new NumberType<double>(isBig),
            "f4" => new NumberType<float>(isBig),
            "f2" => new NumberType<Half>(isBig),
            "i8" => new NumberType<long>(isBig),
            "i4" => new NumberType<int>(isBig),
            "i2" => new NumberType<short>(isBig),
            "i1" => new NumberType<sbyte>(),
            "u8" => new NumberType<ulong>(isBig),
            "u4" => new NumberType<uint>(isBig),
            "u2" => new NumberType<ushort>(isBig),
            "u1" => new NumberType<byte>(),
            "b1" or "?" => new BooleanByte(),
            _ => null,
        };
    }

    /// <summary>The shape with these extents, or null if one is negative or they are too many.</summary>
    public static Shape? CheckedShape(ReadOnlySpan<long> extents)
    {
        const int most = 64;
        var axes = new int[extents.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            if (axes.Length > most || extents[i] < 0 || extents[i] > int.MaxValue)
            {
                return null;
            }

            axes[i] = (int)extents[i];
        }

        try
        {
            return Shape.Create(axes);
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    /// <summary>Writes numbers as they lie in the memory of a little-endian machine.</summary>
    public static void Write<T>(Stream stream, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(numbers));
            return;
        }

        Span<byte> one = stackalloc byte[SizeOf<T>()];
        foreach (T number in numbers)
        {
            MemoryMarshal.Write(one, number);
            one.Reverse();
            stream.Write(one);
        }
    }
}
