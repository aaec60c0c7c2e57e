using System.Globalization;
using System.Numerics;
using System.Text;

namespace Autograd.Nn;

/// <summary>The table of <see cref="Module{T}.Summary"/>: it runs the module once on zeros and notes what each layer gives.</summary>
internal static class ModuleSummary<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly string[] Header = ["layer", "output", "parameters"];

    public static string Of(Module<T> root, Shape inputShape)
    {
        var tree = new ModuleTree<T>(root);
        var outputs = new Dictionary<Module<T>, Shape>(ReferenceEqualityComparer.Instance);
        Shape result;
        try
        {
            tree.Modules.ForEach(module => module.Observer = y => outputs[module] = y.Shape);
            result = root.Predict(Tensor<T>.Zeros(inputShape)).Shape;
        }
        finally
        {
            tree.Modules.ForEach(module => module.Observer = null);
        }

        List<string[]> lines = [Header];
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Add(root, "", 0);
        int count = tree.Parameters.Sum(parameter => parameter.Shape.Count);
        int trainable = tree.Parameters.Where(parameter => parameter.IsTrainable).Sum(parameter => parameter.Shape.Count);
        return $"{Table(lines)}\n{Number(count)} parameters" + (trainable == count ? "" : $", {Number(trainable)} of them trainable");

        void Add(Module<T> module, string name, int depth)
        {
            bool isShared = !seen.Add(module);
            string output = outputs.TryGetValue(module, out Shape shape) || (ReferenceEquals(module, root) && (shape = result) == result) ? $"{shape}" : "";
            int own = isShared ? 0 : ModuleFields<T>.Of(module).Parameters.Where(parameter => seen.Add(parameter)).Sum(parameter => parameter.Shape.Count);
            lines.Add([$"{new string(' ', 2 * depth)}{(name.Length == 0 ? "" : $"{name}: ")}{module}", output, own == 0 ? "" : Number(own)]);
            if (!isShared)
            {
                foreach ((string child, Module<T> inner) in module.Children)
                {
                    Add(inner, child, depth + 1);
                }
            }
        }
    }

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private static string Table(List<string[]> lines)
    {
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => lines.Max(line => line[column].Length))];
        var text = new StringBuilder();
        foreach (string[] line in lines)
        {
            text.Append($"{line[0].PadRight(widths[0])}  {line[1].PadRight(widths[1])}  {line[2].PadLeft(line[2].Length == 0 ? 0 : widths[2])}".TrimEnd())
                .Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
