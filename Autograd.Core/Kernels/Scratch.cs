using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Kernels;

/// <summary>A buffer of each thread for the blocks it is working on: kept from call to call, and collected with the thread.</summary>
internal static class Scratch<T>
{
    private const int CacheLine = 64; // bytes: a register of 512 bits that begins at one is read in one go

    [ThreadStatic]
    private static T[]? buffer;

    /// <summary>So many elements, aligned to a cache line, uninitialised.</summary>
    public static Span<T> Span(int count) => Segment(count);

    /// <summary>The same as a part of an array.</summary>
    public static ArraySegment<T> Segment(int count)
    {
        int line = CacheLine / Unsafe.SizeOf<T>();
        T[]? array = buffer;
        if (array is null || array.Length < count + line)
        {
            array = buffer = GC.AllocateUninitializedArray<T>(count + line, pinned: true);
        }

        nint misalignment = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) & (CacheLine - 1);
        return new ArraySegment<T>(array, (int)((CacheLine - misalignment) & (CacheLine - 1)) / Unsafe.SizeOf<T>(), count);
    }
}
