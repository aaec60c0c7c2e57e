using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Kernels;

/// <summary>The memory in which a thread keeps the blocks it is working on: kept from call to call, and collected with the thread.</summary>
internal static class Scratch<T>
{
    private const int Line = 64; // bytes: a register of 512 bits that begins at a cache line is read in one go

    [ThreadStatic]
    private static T[]? array;

    /// <summary>So many elements, the first at the beginning of a cache line. They hold what the last user left.</summary>
    public static Span<T> Take(int count) => Segment(count);

    /// <summary>The same as a part of an array.</summary>
    public static ArraySegment<T> Segment(int count)
    {
        int line = Line / Unsafe.SizeOf<T>();
        T[]? have = array;
        if (have is null || have.Length < count + line)
        {
            have = array = GC.AllocateUninitializedArray<T>(count + line, pinned: true);
        }

        nint over = Marshal.UnsafeAddrOfPinnedArrayElement(have, 0) & (Line - 1);
        return new ArraySegment<T>(have, (int)((Line - over) & (Line - 1)) / Unsafe.SizeOf<T>(), count);
    }
}
