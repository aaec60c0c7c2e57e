using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Autograd.Bench;

/// <summary>
/// Time and memory for graphs of 10³, 10⁵ and 10⁶ nodes, as a table. Where both are O(n), the numbers per node are the same at every
/// size, but for what caches and garbage collector add once a graph does not fit into the caches any more.
/// </summary>
internal static class Scaling
{
    private const int Runs = 9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3); // the run-time compiler optimises in steps

    private static readonly Graph[] Graphs =
    [
        new("chain of scalar adds", nodes => Tensor<double>.Variable(1), (x, nodes) =>
        {
            Tensor<double> y = x, one = 1;
            for (int i = 0; i < nodes; i++)
            {
                y += one;
            }

            return y;
        }),

        // A read and an add for each element. The gradient of one read is a vector with one element that is not zero: an engine that
        // makes all those vectors needs n² time.
        new("elements of a vector, read one by one and summed", nodes => Tensor<double>.Ones([nodes / 2]).AsVariable(), (x, nodes) =>
        {
            Tensor<double> y = 0;
            for (int i = 0; i < nodes / 2; i++)
            {
                y += x[i];
            }

            return y;
        }),
    ];

    public static void Print(TextWriter to)
    {
        to.WriteLine($"Per node, medians of {Runs} runs, {RuntimeInformation.FrameworkDescription}:");
        to.WriteLine();
        to.WriteLine("| graph | nodes | forward, ns | backward, ns | forward allocates, B | backward allocates, B | held, B |");
        to.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (Graph graph in Graphs)
        {
            WarmUpOn(graph, 1_000);
            foreach (int nodes in new[] { 1_000, 100_000, 1_000_000 })
            {
                string perNode = string.Join(" | ", Medians(graph, nodes).Select(median => $"{median / nodes:F0}"));
                to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {graph.Name} | {nodes:N0} | {perNode} |"));
            }
        }
    }

    private static void WarmUpOn(Graph graph, int nodes)
    {
        Tensor<double> x = graph.Input(nodes);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            graph.Build(x, nodes).Backward();
        }
    }

    private static double[] Medians(Graph graph, int nodes)
    {
        Tensor<double> x = graph.Input(nodes);
        int repeats = Math.Max(1, 100_000 / nodes); // so that a run on a small graph is long enough to be timed
        var runs = new List<double[]>();
        while (runs.Count < Runs)
        {
            runs.Add([.. TimeAndAllocation(graph, x, nodes, repeats), Held(graph, x, nodes)]);
        }

        return [.. Enumerable.Range(0, runs[0].Length).Select(column => runs.Select(run => run[column]).Order().ElementAt(Runs / 2))];
    }

    private static double[] TimeAndAllocation(Graph graph, Tensor<double> x, int nodes, int repeats)
    {
        var sums = new double[4];
        GC.Collect();
        for (int i = 0; i < repeats; i++)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            Tensor<double> y = graph.Build(x, nodes);
            sums[0] += Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            sums[2] += GC.GetAllocatedBytesForCurrentThread() - allocated;

            (allocated, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            y.Backward();
            sums[1] += Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            sums[3] += GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        return [.. sums.Select(sum => sum / repeats)];
    }

    private static long Held(Graph graph, Tensor<double> x, int nodes)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Tensor<double> y = graph.Build(x, nodes);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(y);
        return after - before;
    }

    private sealed record Graph(string Name, Func<int, Tensor<double>> Input, Func<Tensor<double>, int, Tensor<double>> Build);
}
