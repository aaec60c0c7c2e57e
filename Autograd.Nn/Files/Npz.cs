using System.IO.Compression;
using System.IO.Hashing;
using System.Numerics;
using Autograd.Messages;

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
    /// <remarks>
    /// An array may expand to what its entry in the archive declares, and no further. Folders and files that are no arrays are left out,
    /// whatever is in them; an archive of nothing but those is an error. An array ends with ".npy" in its name or begins as one.
    /// </remarks>
    public static IReadOnlyDictionary<string, Tensor<T>> Read<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T> => Read<T>(path, FileBytes.All(path));

    /// <summary>Reads the arrays of an archive, which errors call by a path.</summary>
    internal static IReadOnlyDictionary<string, Tensor<T>> Read<T>(string path, byte[] bytes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string whole = $"{Wording.Quoted(path)} is not a valid .npz archive";
        if (Npy.IsBegunBy(bytes))
        {
            throw new InvalidDataException($"{whole}: it is one array, which Npy.Read may read.");
        }

        using var stream = new MemoryStream(bytes);
        using ZipArchive archive = Checked(whole, () => new ZipArchive(stream, ZipArchiveMode.Read));
        var tensors = new Dictionary<string, Tensor<T>>();
        string? other = null;
        foreach (ZipArchiveEntry entry in Checked(whole, () => archive.Entries))
        {
            string place = $"{Wording.Quoted(entry.FullName)} in {Wording.Quoted(path)}";
            bool isNamed = entry.FullName.EndsWith(Ending, StringComparison.Ordinal);
            if (!isNamed && !BeginsAsArray(entry))
            {
                other ??= entry.FullName;
                continue;
            }

            byte[] expanded = Checked($"{place} cannot be read", () => Expanded(entry));
            if (!tensors.TryAdd(entry.FullName[..^(isNamed ? Ending.Length : 0)], Npy.Read<T>(place, expanded)))
            {
                throw new InvalidDataException($"{whole}: an array named as {place} stands there twice.");
            }
        }

        return tensors.Count > 0 || other is null
            ? tensors
            : throw new InvalidDataException($"{whole}: it has no arrays, but {Wording.Quoted(other)}.");
    }

    /// <summary>Whether an entry has the first bytes of an array; what cannot even be opened has not.</summary>
    private static bool BeginsAsArray(ZipArchiveEntry entry)
    {
        try
        {
            using Stream stream = entry.Open();
            return Npy.IsBegunBy(FileBytes.UpTo(stream, Npy.Magic.Length));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>The bytes of an entry, if they are those that were written: .NET's reader compares no checksum, as of .NET 10.</summary>
    private static byte[] Expanded(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        byte[] bytes = FileBytes.UpTo(stream, entry.Length + 1);
        if (bytes.Length != entry.Length)
        {
            string count = bytes.Length > entry.Length ? "more" : $"{bytes.Length}";
            throw new InvalidDataException($"{entry.Length} bytes are declared, but there are {count}.");
        }

        bool isSame = Crc32.HashToUInt32(bytes) == entry.Crc32;
        return isSame ? bytes : throw new InvalidDataException("its checksum is not that of its bytes.");
    }

    /// <summary>What is read, or in place of the many errors of archives the one that names the file.</summary>
    private static TResult Checked<TResult>(string failure, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException($"{failure}: {e.Message}", e);
        }
    }
}
