using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>The bytes of files, pipes and streams.</summary>
internal static class FileBytes
{
    /// <summary>All bytes of a file or a pipe.</summary>
    public static byte[] All(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (IOException e) when (e is EndOfStreamException || e.GetType() == typeof(IOException)) // the others name the file
        {
            throw new IOException($"{Wording.Quoted(path)} cannot be read: {e.Message}", e);
        }
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
