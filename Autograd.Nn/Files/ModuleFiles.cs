using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>Saves and loads modules.</summary>
public static class ModuleFiles
{
    /// <summary>Writes all parameters and buffers to a safetensors file, under their names.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">The file, by custom with the ending ".safetensors"; it is replaced whole.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(this Module<T> module, string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(module);
        SafeTensors.Write(path, Paths(module).Select(place => KeyValuePair.Create(place.Name, place.Value)));
    }

    /// <summary>
    /// Reads all parameters and buffers from a safetensors file. Names, shapes and precision must be those of the module.
    /// PyTorch: <c>safetensors.torch.load_model</c>.
    /// </summary>
    /// <param name="module">The module; if anything differs it stays as it is.</param>
    /// <param name="path">The file.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="InvalidDataException">The file is damaged, or does not fit; the message lists all differences.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <remarks><c>num_batches_tracked</c>, which PyTorch keeps beside <c>running_mean</c>, is left out.</remarks>
    public static void Load<T>(this Module<T> module, string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(module);
        (IReadOnlyList<SafeTensors.Entry> entries, byte[] bytes) = SafeTensors.Open(path);
        (string Name, Tensor<T> Value, Action<Tensor<T>> Assign)[] places = [.. Paths(module)];
        HashSet<string> names = [.. places.Select(place => place.Name)];
        SafeTensors.Entry[] used = [.. entries.Where(entry => names.Contains(entry.Name) || !IsCounter(entry.Name, names))];
        Dictionary<string, SafeTensors.Entry> byName = used.ToDictionary(entry => entry.Name);
        string type = Numbers.SafeTensorsName<T>();
        string[] misfits =
        [
            .. places.Where(place => !byName.ContainsKey(place.Name)).Select(place => $"{Wording.Quoted(place.Name)} "
                + $"{place.Value.Shape} is missing"),
            .. used.Where(entry => !names.Contains(entry.Name)).Select(entry => $"{Wording.Quoted(entry.Name)} {entry.Shape} is not "
                + "in the module"),
            .. places.Where(place => byName.TryGetValue(place.Name, out SafeTensors.Entry? entry) && entry.Shape != place.Value.Shape)
                .Select(place =>
                    $"{Wording.Quoted(place.Name)} has shape {byName[place.Name].Shape} in the file and {place.Value.Shape} in the module"),
        ];
        string[] types =
        [
            .. used.Where(entry => entry.TypeName != type)
                .Select(entry => $"{Wording.Quoted(entry.Name)} is {entry.TypeName} in the file and {type} in the module"),
        ];
        if (misfits.Length + types.Length > 0)
        {
            string advice = types.Length == 0
                ? ""
                : $"\nA copy in {type} can be loaded: SafeTensors.Write(copy, SafeTensors.Read<{Numbers.NameOf<T>()}>(path)), "
                    + "then Load(copy).";
            throw new InvalidDataException($"{Wording.Quoted(path)} does not fit the module:\n  "
                + $"{string.Join("\n  ", [.. misfits, .. types])}{advice}");
        }

        foreach ((string name, Tensor<T> _, Action<Tensor<T>> assign) in places)
        {
            assign(byName[name].Read<T>(bytes));
        }
    }

    /// <summary>Whether it is how many batches PyTorch has counted in a module with running statistics, which counts none here.</summary>
    private static bool IsCounter(string name, HashSet<string> names)
    {
        const string counter = "num_batches_tracked";
        bool isOwn = name == counter || name.EndsWith($".{counter}", StringComparison.Ordinal);
        return isOwn && names.Contains($"{name[..^counter.Length]}running_mean");
    }

    private static IEnumerable<(string Name, Tensor<T> Value, Action<Tensor<T>> Assign)> Paths<T>(Module<T> module)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var tree = new ModuleTree<T>(module, searchAgain: true);
        return tree.Paths.Select(path => path.Holder is Parameter<T> parameter
            ? (path.Path, parameter.Variable, parameter.Assign)
            : (path.Path, ((Buffer<T>)path.Holder).Value, (Action<Tensor<T>>)((Buffer<T>)path.Holder).Assign));
    }
}
