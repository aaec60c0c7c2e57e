namespace Autograd.Nn;

/// <summary>The bytes of files, of no more than fits into memory.</summary>
internal static class FileBytes
{
    /// <summary>All bytes of a file.</summary>
    public static byte[] All(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length > Array.MaxLength)
        {
            throw new IOException($"\"{path}\" has {file.Length} bytes, but at most {Array.MaxLength} can be read.");
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)file.Length);
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The next bytes of a stream, fewer at its end. Memory grows with what comes, whatever a file declares.</summary>
    public static byte[] UpTo(Stream stream, long count)
    {
        using var buffer = new MemoryStream();
        byte[] block = new byte[1 << 16];
        for (int read; (read = stream.Read(block, 0, (int)Math.Min(block.Length, count - buffer.Length))) > 0;)
        {
            buffer.Write(block, 0, read);
        }

        return buffer.ToArray();
    }
}
