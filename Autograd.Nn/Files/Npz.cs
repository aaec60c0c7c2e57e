using System.IO.Compression;
using System.Numerics;

namespace Autograd.Nn;

/// <summary>NumPy's archives of named arrays: <c>np.savez</c> and <c>np.load</c>.</summary>
public static class Npz
{
    private const string Ending = ".npy";

    /// <summary>Writes tensors with their names. <c>np.savez(path, **tensors)</c>.</summary>
    /// <param name="path">The file, by custom with the ending ".npz"; it is replaced whole.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">A name stands there twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, IEnumerable<KeyValuePair<string, Tensor<T>>> tensors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tensors);
        KeyValuePair<string, Tensor<T>>[] all = [.. tensors];
        if (all.Select(tensor => tensor.Key).Distinct().Count() < all.Length)
        {
            throw new ArgumentException("Npz: a name stands there twice.", nameof(tensors));
        }

        AtomicFile.Write(path, stream =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, Tensor<T> tensor) in all)
            {
                using Stream entry = archive.CreateEntry(name + Ending, CompressionLevel.NoCompression).Open();
                Npy.Write(entry, tensor);
            }
        });
    }

    /// <summary>Reads all arrays of an archive, compressed or not; numbers of other types are converted. <c>np.load(path)</c>.</summary>
    /// <param name="path">The file.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="InvalidDataException">The file is no .npz file, or is damaged, or an array is.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <remarks>An array may expand to what its entry in the archive declares, and no further.</remarks>
    public static IReadOnlyDictionary<string, Tensor<T>> Read<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T> => Read<T>(path, File.ReadAllBytes(path));

    /// <summary>Reads the arrays of an archive, which errors call by a path.</summary>
    internal static IReadOnlyDictionary<string, Tensor<T>> Read<T>(string path, byte[] bytes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream(bytes);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            var tensors = new Dictionary<string, Tensor<T>>();
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                string name = entry.FullName.EndsWith(Ending, StringComparison.Ordinal) ? entry.FullName[..^Ending.Length] : entry.FullName;
                if (!tensors.TryAdd(name, Npy.Read<T>($"\"{entry.FullName}\" in \"{path}\"", Expanded(entry))))
                {
                    throw new InvalidDataException($"\"{path}\" is not a valid .npz archive: the name \"{name}\" stands there twice.");
                }
            }

            return tensors;
        }
        catch (Exception e) when (e is not InvalidDataException)
        {
            throw new InvalidDataException($"\"{path}\" is not a valid .npz archive: {e.Message}", e);
        }
    }

    /// <summary>The bytes of an entry, which grow with what comes, whatever is declared.</summary>
    private static byte[] Expanded(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var buffer = new MemoryStream();
        byte[] block = new byte[1 << 16];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            buffer.Write(block, 0, read);
            if (buffer.Length > entry.Length)
            {
                throw new InvalidDataException($"\"{entry.FullName}\" expands beyond its declared {entry.Length} bytes.");
            }
        }

        return buffer.ToArray();
    }
}
