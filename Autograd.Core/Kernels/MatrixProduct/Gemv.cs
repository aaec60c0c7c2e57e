using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>Products with a vector, which read each element of the matrix once: what counts is to read it in order.</summary>
internal static class Gemv
{
    /// <summary>The columns that axpys update at a time: they stay in the first-level cache while rows are added.</summary>
    private const int BlockBytes = 8 * 1024;

    /// <summary>
    /// z[i] = Σ x[i, k]·y[k] with contiguous rows of x: sums in two registers of 512 bits, or in as many lanes of narrower ones, four rows
    /// at a time, so that eight chains are under way.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dot<T>(in GemmProblem<T> p)
        where T : unmanaged, INumberBase<T>
    {
        int row = 0;
        for (; row + 4 <= p.Rows; row += 4)
        {
            ref T x0 = ref Unsafe.Add(ref p.X, row * p.XRow);
            ref T x1 = ref Unsafe.Add(ref x0, p.XRow);
            ref T x2 = ref Unsafe.Add(ref x1, p.XRow);
            ref T x3 = ref Unsafe.Add(ref x2, p.XRow);
            LaneSums<T> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            int k = 0;
            for (; k + LaneSums<T>.Width <= p.Inner; k += LaneSums<T>.Width)
            {
                LaneSums<T> y = LaneSums<T>.Load(ref Unsafe.Add(ref p.Y, k));
                sum0 = LaneSums<T>.MultiplyAdd(ref Unsafe.Add(ref x0, k), y, sum0);
                sum1 = LaneSums<T>.MultiplyAdd(ref Unsafe.Add(ref x1, k), y, sum1);
                sum2 = LaneSums<T>.MultiplyAdd(ref Unsafe.Add(ref x2, k), y, sum2);
                sum3 = LaneSums<T>.MultiplyAdd(ref Unsafe.Add(ref x3, k), y, sum3);
            }

            ref T z = ref Unsafe.Add(ref p.Z, row);
            z = sum0.Finish(ref x0, ref p.Y, k, p.Inner);
            Unsafe.Add(ref z, 1) = sum1.Finish(ref x1, ref p.Y, k, p.Inner);
            Unsafe.Add(ref z, 2) = sum2.Finish(ref x2, ref p.Y, k, p.Inner);
            Unsafe.Add(ref z, 3) = sum3.Finish(ref x3, ref p.Y, k, p.Inner);
        }

        for (; row < p.Rows; row++)
        {
            ref T x = ref Unsafe.Add(ref p.X, row * p.XRow);
            LaneSums<T> sum = default;
            int k = 0;
            for (; k + LaneSums<T>.Width <= p.Inner; k += LaneSums<T>.Width)
            {
                sum = LaneSums<T>.MultiplyAdd(ref Unsafe.Add(ref x, k), LaneSums<T>.Load(ref Unsafe.Add(ref p.Y, k)), sum);
            }

            Unsafe.Add(ref p.Z, row) = sum.Finish(ref x, ref p.Y, k, p.Inner);
        }
    }

    /// <summary>z[j] = Σ x[k]·y[k, j] with contiguous rows of y: eight rows are added at a time, each in the order of k.</summary>
    public static void Axpy<TRegister, TVector, T>(in GemmProblem<T> p)
        where TRegister : struct, IRegister<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        int block = BlockBytes / Unsafe.SizeOf<T>(), kc = BlockedGemm.Depth(p.Inner);
        for (int column = 0; column < p.Columns; column += block)
        {
            int columns = Math.Min(block, p.Columns - column);
            ref T z = ref Unsafe.Add(ref p.Z, column);
            for (int run = 0; run < p.Inner; run += kc)
            {
                ref T sum = ref run == 0 ? ref z : ref MemoryMarshal.GetReference(Scratch<T>.Span(columns));
                int end = Math.Min(run + kc, p.Inner);
                for (int k = run; k < end;)
                {
                    ref T x = ref Unsafe.Add(ref p.X, k * p.XStep);
                    ref T y = ref Unsafe.Add(ref p.Y, (k * p.YStep) + column);
                    if (k + 8 <= end)
                    {
                        AddEightScaledRows<TRegister, TVector, T>(ref x, p.XStep, ref y, p.YStep, columns, ref sum, first: k == run);
                        k += 8;
                    }
                    else
                    {
                        AddScaledRow<TRegister, TVector, T>(x, ref y, columns, ref sum, first: k == run);
                        k++;
                    }
                }

                if (run > 0)
                {
                    AddScaledRow<TRegister, TVector, T>(T.One, ref sum, columns, ref z, first: false);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaledRow<TRegister, TVector, T>(T x, ref T y, int columns, ref T z, bool first)
        where TRegister : struct, IRegister<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        TVector factor = TRegister.Broadcast(x);
        int column = 0;
        for (; column + TRegister.Count <= columns; column += TRegister.Count)
        {
            TVector row = TRegister.Load(ref Unsafe.Add(ref y, column));
            TVector sum = first ? default : TRegister.Load(ref Unsafe.Add(ref z, column));
            TRegister.Store(TRegister.MultiplyAdd(factor, row, sum), ref Unsafe.Add(ref z, column));
        }

        for (; column < columns; column++)
        {
            ref T sum = ref Unsafe.Add(ref z, column);
            sum = T.MultiplyAddEstimate(x, Unsafe.Add(ref y, column), first ? T.Zero : sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEightScaledRows<TRegister, TVector, T>(
        ref T x, nint xStep, ref T y, nint yStep, int columns, ref T z, bool first)
        where TRegister : struct, IRegister<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        TVector x0 = TRegister.Broadcast(x), x1 = TRegister.Broadcast(Unsafe.Add(ref x, xStep));
        TVector x2 = TRegister.Broadcast(Unsafe.Add(ref x, 2 * xStep)), x3 = TRegister.Broadcast(Unsafe.Add(ref x, 3 * xStep));
        TVector x4 = TRegister.Broadcast(Unsafe.Add(ref x, 4 * xStep)), x5 = TRegister.Broadcast(Unsafe.Add(ref x, 5 * xStep));
        TVector x6 = TRegister.Broadcast(Unsafe.Add(ref x, 6 * xStep)), x7 = TRegister.Broadcast(Unsafe.Add(ref x, 7 * xStep));
        ref T y3 = ref Unsafe.Add(ref y, 3 * yStep);
        ref T y6 = ref Unsafe.Add(ref y, 6 * yStep);
        int column = 0;
        for (; column + TRegister.Count <= columns; column += TRegister.Count)
        {
            TVector sum = first ? default : TRegister.Load(ref Unsafe.Add(ref z, column));
            sum = TRegister.MultiplyAdd(x0, TRegister.Load(ref Unsafe.Add(ref y, column)), sum);
            sum = TRegister.MultiplyAdd(x1, TRegister.Load(ref Unsafe.Add(ref y, column + yStep)), sum);
            sum = TRegister.MultiplyAdd(x2, TRegister.Load(ref Unsafe.Add(ref y, column + (2 * yStep))), sum);
            sum = TRegister.MultiplyAdd(x3, TRegister.Load(ref Unsafe.Add(ref y3, column)), sum);
            sum = TRegister.MultiplyAdd(x4, TRegister.Load(ref Unsafe.Add(ref y3, column + yStep)), sum);
            sum = TRegister.MultiplyAdd(x5, TRegister.Load(ref Unsafe.Add(ref y3, column + (2 * yStep))), sum);
            sum = TRegister.MultiplyAdd(x6, TRegister.Load(ref Unsafe.Add(ref y6, column)), sum);
            sum = TRegister.MultiplyAdd(x7, TRegister.Load(ref Unsafe.Add(ref y6, column + yStep)), sum);
            TRegister.Store(sum, ref Unsafe.Add(ref z, column));
        }

        for (; column < columns; column++)
        {
            T sum = first ? T.Zero : Unsafe.Add(ref z, column);
            for (int k = 0; k < 8; k++)
            {
                sum = T.MultiplyAddEstimate(Unsafe.Add(ref x, k * xStep), Unsafe.Add(ref y, column + (k * yStep)), sum);
            }

            Unsafe.Add(ref z, column) = sum;
        }
    }

    /// <summary>The sums of a dot product, lane by lane. The same lanes, and so the same bits, on hardware of every width.</summary>
    private readonly struct LaneSums<T>(Vector512<T> left, Vector512<T> right)
        where T : unmanaged, INumberBase<T>
    {
        private readonly Vector512<T> left = left, right = right;

        public static int Width => 2 * Vector512<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static LaneSums<T> Load(ref T first) => new(
            Register512<T>.Load(ref first), Register512<T>.Load(ref Unsafe.Add(ref first, Vector512<T>.Count)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static LaneSums<T> MultiplyAdd(ref T x, LaneSums<T> y, LaneSums<T> sum) => new(
            Register512<T>.MultiplyAdd(Register512<T>.Load(ref x), y.left, sum.left),
            Register512<T>.MultiplyAdd(Register512<T>.Load(ref Unsafe.Add(ref x, Vector512<T>.Count)), y.right, sum.right));

        /// <summary>The sum of all lanes, halves onto halves, and of the products from k on, fewer than a width.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Finish(ref T x, ref T y, int k, int inner)
        {
            Vector512<T> sums = left;
            if (k + Vector512<T>.Count <= inner)
            {
                Vector512<T> ys = Register512<T>.Load(ref Unsafe.Add(ref y, k));
                sums = Register512<T>.MultiplyAdd(Register512<T>.Load(ref Unsafe.Add(ref x, k)), ys, sums);
                k += Vector512<T>.Count;
            }

            T sum = T.Zero;
            for (; k < inner; k++)
            {
                sum = T.MultiplyAddEstimate(Unsafe.Add(ref x, k), Unsafe.Add(ref y, k), sum);
            }

            if (inner < Vector512<T>.Count)
            {
                return sum; // as in TinyGemm: lanes of +0 would turn −0, too small a negative sum, into +0
            }

            sums += right;
            Vector256<T> four = sums.GetLower() + sums.GetUpper();
            Vector128<T> two = four.GetLower() + four.GetUpper();
            for (int lane = 0; lane < Vector128<T>.Count; lane++)
            {
                sum += two[lane];
            }

            return sum;
        }
    }
}
