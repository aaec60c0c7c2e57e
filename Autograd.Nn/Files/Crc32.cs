namespace Autograd.Nn;

/// <summary>The checksum of zip archives, which .NET's reader of them does not compare.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte next in bytes)
        {
            crc = Table[(byte)(crc ^ next)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Entry(int index)
    {
        uint rest = (uint)index;
        for (int bit = 0; bit < 8; bit++)
        {
            rest = (rest >> 1) ^ (0xEDB88320u & (uint)-(int)(rest & 1)); // the polynomial of IEEE 802.3, lowest bit first
        }

        return rest;
    }
}
