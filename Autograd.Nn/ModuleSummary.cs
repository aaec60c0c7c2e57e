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
        try
        {
            tree.Modules.ForEach(module => module.Observer = (_, y) => outputs[module] = y.Shape);
            outputs[root] = root.Predict(Tensor<T>.Zeros(inputShape)).Shape;
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
        return $"{Table(lines)}\n{Number(count)} {(count == 1 ? "parameter" : "parameters")}"
            + (trainable == count ? "" : $", {Number(trainable)} of them trainable");

        void Add(Module<T> module, string name, int depth)
        {
            bool isShared = !seen.Add(module);
            string output = outputs.TryGetValue(module, out Shape shape) ? $"{shape}" : "";
            IEnumerable<Parameter<T>> parameters = isShared ? [] : ModuleFields<T>.Of(module).Parameters.Where(seen.Add);
            int own = parameters.Sum(parameter => parameter.Shape.Count);
            string label = name.Length == 0 ? $"{module}" : $"{name}: {module}";
            lines.Add([new string(' ', 2 * depth) + label, output, own == 0 ? "" : Number(own)]);
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
            string row = $"{line[0].PadRight(widths[0])}  {line[1].PadRight(widths[1])}  {line[2].PadLeft(widths[2])}";
            text.Append(row.TrimEnd()).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
