using System.Numerics;

namespace Autograd.Nn;

/// <summary>The record of <see cref="Module{T}.TraceGraph"/>: who made which tensor is seen by an observer in each layer.</summary>
internal static class ModuleTrace<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static GraphTrace<T> Of(Module<T> root, Func<Tensor<T>> run, Tensor<T>? seed)
    {
        _ = new ModuleTree<T>(root); // gives the parameters their full names
        var layers = new Dictionary<Module<T>, string>(ReferenceEqualityComparer.Instance);
        Find(root, "");
        var calls = new List<(string Name, Tensor<T> X, Tensor<T> Y)>();
        GraphTrace<T> trace;
        try
        {
            foreach ((Module<T> layer, string name) in layers)
            {
                int count = 0;
                layer.Observer = (x, y) => calls.Add((++count == 1 ? name : $"{name}, call {count}", x, y));
            }

            trace = (run() ?? throw new InvalidOperationException("TraceGraph: the run returned null.")).TraceGraph(seed);
        }
        finally
        {
            foreach (Module<T> layer in layers.Keys)
            {
                layer.Observer = null;
            }
        }

        foreach ((string name, Tensor<T> x, Tensor<T> y) in calls.Where(call => call.X != call.Y && trace.Contains(call.Y)))
        {
            trace = trace.Contains(x) ? trace.WithGroup(name, y, x) : trace.WithGroup(name, y);
        }

        return trace;

        // What has modules inside is not a box of its own: boxes stand side by side.
        void Find(Module<T> module, string path)
        {
            if (module.Children.Count == 0)
            {
                layers.TryAdd(module, path.Length == 0 ? $"{module}" : $"{path}: {module}");
            }

            foreach ((string name, Module<T> child) in module.Children)
            {
                Find(child, path.Length == 0 ? name : $"{path}.{name}");
            }
        }
    }
}
