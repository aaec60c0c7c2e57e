using System.Numerics;

namespace Autograd.Nn;

/// <summary>The record of <see cref="Module{T}.TraceGraph"/>: who made which tensor is seen by an observer in each layer.</summary>
internal static class ModuleTrace<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static GraphTrace<T> Of(Module<T> root, Func<Tensor<T>> run, Tensor<T>? seed)
    {
        var layers = new Dictionary<Module<T>, (string Name, Action<Tensor<T>, Tensor<T>>? Before)>(ReferenceEqualityComparer.Instance);
        var tree = new ModuleTree<T>(root);
        foreach ((Module<T> module, string path) in tree.Modules.Zip(tree.ModulePaths))
        {
            // What has modules inside is not a box of its own: boxes stand side by side.
            if (module.Children.Count == 0)
            {
                layers.Add(module, (path.Length == 0 ? $"{module}" : $"{path}: {module}", module.Observer));
            }
        }

        var calls = new List<(string Name, Tensor<T> X, Tensor<T> Y)>();
        int thread = Environment.CurrentManagedThreadId;
        GraphTrace<T> trace;
        try
        {
            foreach ((Module<T> layer, (string name, _)) in layers)
            {
                int count = 0;
                layer.Observer = (x, y) =>
                {
                    if (Environment.CurrentManagedThreadId == thread) // others may use the module meanwhile
                    {
                        calls.Add((++count == 1 ? name : $"{name}, call {count}", x, y));
                    }
                };
            }

            trace = (run() ?? throw new InvalidOperationException("TraceGraph: the run returned null.")).TraceGraph(seed);
        }
        finally
        {
            foreach ((Module<T> layer, (_, Action<Tensor<T>, Tensor<T>>? before)) in layers)
            {
                layer.Observer = before;
            }
        }

        // What was computed from constants alone has no operation, and a layer that hands on what it got has nothing to fold.
        var outputs = new HashSet<Tensor<T>>();
        foreach ((string name, Tensor<T> x, Tensor<T> y) in calls.Where(call => call.X != call.Y && trace.Contains(call.Y)))
        {
            if (trace[y].Operation is not null && outputs.Add(y))
            {
                trace = trace.WithGroup(
                    name, y, [.. outputs.Where(other => other != y), .. trace.Contains(x) ? [x] : Array.Empty<Tensor<T>>()]);
            }
        }

        return trace;
    }
}
