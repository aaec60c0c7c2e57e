using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Kernels;

/// <summary>Packs columns of op(y) that lie as rows into a micro-panel, by squares that are transposed in registers.</summary>
internal static class PackTransposed
{
    /// <summary>Packs so many columns, <paramref name="yColumn"/> apart, of so many steps into a panel of this width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns<T>(ref T y, nint yColumn, int inner, int columns, ref T panel, nint width)
        where T : unmanaged
    {
        int column = 0;
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            int side = Vector512<T>.Count, squares = inner - (inner % side);
            for (; column + side <= columns; column += side)
            {
                ref T from = ref Unsafe.Add(ref y, column * yColumn);
                ref T to = ref Unsafe.Add(ref panel, column);
                for (int k = 0; k < squares; k += side)
                {
                    Square(ref Unsafe.Add(ref from, k), yColumn, ref Unsafe.Add(ref to, k * width), width);
                }

                Scalar(ref Unsafe.Add(ref from, squares), yColumn, inner - squares, side, ref Unsafe.Add(ref to, squares * width), width);
            }
        }

        Scalar(ref Unsafe.Add(ref y, column * yColumn), yColumn, inner, columns - column, ref Unsafe.Add(ref panel, column), width);
    }

    /// <summary>
    /// As many steps as columns, a register of 512 bits wide. First the elements of adjacent columns, four floats or two doubles, come
    /// together in each quarter of a register; then the quarters change places.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square<T>(ref T y, nint yColumn, ref T panel, nint width)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            var first = new Quad(ref Unsafe.As<T, float>(ref y), yColumn);
            var second = new Quad(ref Unsafe.As<T, float>(ref Unsafe.Add(ref y, 4 * yColumn)), yColumn);
            var third = new Quad(ref Unsafe.As<T, float>(ref Unsafe.Add(ref y, 8 * yColumn)), yColumn);
            var fourth = new Quad(ref Unsafe.As<T, float>(ref Unsafe.Add(ref y, 12 * yColumn)), yColumn);
            Quarters(first.Steps0, second.Steps0, third.Steps0, fourth.Steps0, ref panel, 4 * width);
            Quarters(first.Steps1, second.Steps1, third.Steps1, fourth.Steps1, ref Unsafe.Add(ref panel, width), 4 * width);
            Quarters(first.Steps2, second.Steps2, third.Steps2, fourth.Steps2, ref Unsafe.Add(ref panel, 2 * width), 4 * width);
            Quarters(first.Steps3, second.Steps3, third.Steps3, fourth.Steps3, ref Unsafe.Add(ref panel, 3 * width), 4 * width);
        }
        else
        {
            var first = new Pair(ref Unsafe.As<T, double>(ref y), yColumn);
            var second = new Pair(ref Unsafe.As<T, double>(ref Unsafe.Add(ref y, 2 * yColumn)), yColumn);
            var third = new Pair(ref Unsafe.As<T, double>(ref Unsafe.Add(ref y, 4 * yColumn)), yColumn);
            var fourth = new Pair(ref Unsafe.As<T, double>(ref Unsafe.Add(ref y, 6 * yColumn)), yColumn);
            Quarters(first.Steps0, second.Steps0, third.Steps0, fourth.Steps0, ref panel, 2 * width);
            Quarters(first.Steps1, second.Steps1, third.Steps1, fourth.Steps1, ref Unsafe.Add(ref panel, width), 2 * width);
        }
    }

    /// <summary>Of four registers with four quarters each: all first quarters, all second ones, and so on, into four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters<T>(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref T to, nint row)
        where T : unmanaged
    {
        const byte even = 0x88, odd = 0xDD; // quarters 0 and 2 of both operands, 1 and 3 of both
        Vector512<float> evenAb = Avx512F.Shuffle4x128(a, b, even), evenCd = Avx512F.Shuffle4x128(c, d, even);
        Vector512<float> oddAb = Avx512F.Shuffle4x128(a, b, odd), oddCd = Avx512F.Shuffle4x128(c, d, odd);
        Avx512F.Shuffle4x128(evenAb, evenCd, even).As<float, T>().StoreUnsafe(ref to);
        Avx512F.Shuffle4x128(oddAb, oddCd, even).As<float, T>().StoreUnsafe(ref Unsafe.Add(ref to, row));
        Avx512F.Shuffle4x128(evenAb, evenCd, odd).As<float, T>().StoreUnsafe(ref Unsafe.Add(ref to, 2 * row));
        Avx512F.Shuffle4x128(oddAb, oddCd, odd).As<float, T>().StoreUnsafe(ref Unsafe.Add(ref to, 3 * row));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scalar<T>(ref T y, nint yColumn, int inner, int columns, ref T panel, nint width)
    {
        for (int column = 0; column < columns; column++)
        {
            ref T from = ref Unsafe.Add(ref y, column * yColumn);
            ref T to = ref Unsafe.Add(ref panel, column);
            for (int k = 0; k < inner; k++)
            {
                to = from;
                from = ref Unsafe.Add(ref from, 1);
                to = ref Unsafe.Add(ref to, width);
            }
        }
    }

    /// <summary>Four columns of sixteen steps: <see cref="Steps1"/> has in its quarters steps 1, 5, 9 and 13 of all four columns.</summary>
    private readonly struct Quad
    {
        public readonly Vector512<float> Steps0, Steps1, Steps2, Steps3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Quad(ref float y, nint yColumn)
        {
            Vector512<float> a = Vector512.LoadUnsafe(ref y), b = Vector512.LoadUnsafe(ref Unsafe.Add(ref y, yColumn));
            Vector512<float> c = Vector512.LoadUnsafe(ref Unsafe.Add(ref y, 2 * yColumn));
            Vector512<float> d = Vector512.LoadUnsafe(ref Unsafe.Add(ref y, 3 * yColumn));
            Vector512<double> ab01 = Avx512F.UnpackLow(a, b).AsDouble(), ab23 = Avx512F.UnpackHigh(a, b).AsDouble();
            Vector512<double> cd01 = Avx512F.UnpackLow(c, d).AsDouble(), cd23 = Avx512F.UnpackHigh(c, d).AsDouble();
            Steps0 = Avx512F.UnpackLow(ab01, cd01).AsSingle();
            Steps1 = Avx512F.UnpackHigh(ab01, cd01).AsSingle();
            Steps2 = Avx512F.UnpackLow(ab23, cd23).AsSingle();
            Steps3 = Avx512F.UnpackHigh(ab23, cd23).AsSingle();
        }
    }

    /// <summary>Two columns of eight steps: <see cref="Steps1"/> has in its quarters steps 1, 3, 5 and 7 of both columns.</summary>
    private readonly struct Pair
    {
        public readonly Vector512<float> Steps0, Steps1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Pair(ref double y, nint yColumn)
        {
            Vector512<double> a = Vector512.LoadUnsafe(ref y), b = Vector512.LoadUnsafe(ref Unsafe.Add(ref y, yColumn));
            Steps0 = Avx512F.UnpackLow(a, b).AsSingle();
            Steps1 = Avx512F.UnpackHigh(a, b).AsSingle();
        }
    }
}
