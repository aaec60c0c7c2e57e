using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Autograd.Nn;

namespace Autograd.Bench;

/// <summary>
/// h. A chain of 10⁶ scalar operations; i. memory of a network and of a chain on big tensors. Each runs in a fresh process, and memory is
/// what the operating system counts as resident, its peak (VmHWM) less what it was (VmRSS) before. The chain runs in two: a cold one tells
/// the memory, a warm one, compiled fully by short chains, the time.
/// </summary>
internal static class ChainAndMemory
{
    private const int Length = 1_000_000;

    private static readonly (string Key, string Name, Func<Dictionary<string, double>> Run)[] Children =
    [
        ("h.", "chain-cold", ColdChain), ("h.", "chain-warm", WarmChain), ("i.", "network", OfNetwork), ("i.", "tensors", OfTensors),
    ];

    public static void Run(Report report)
    {
        foreach ((string key, string name, _) in Children)
        {
            if (report.WantsSome(key))
            {
                foreach ((string row, double value) in Report.Parse(Child.RunSelf(Environment.ProcessorCount, "child", name)))
                {
                    report.Add(row, value);
                }
            }
        }
    }

    /// <summary>What such a process does: one of the workloads, and its rows as JSON.</summary>
    public static void RunChild(string name, TextWriter to) => to.WriteLine(
        "{" + string.Join(",", Children.Single(child => child.Name == name).Run().Select(row => string.Create(
            CultureInfo.InvariantCulture, $"\"{row.Key}\":{row.Value:R}"))) + "}");

    private static Dictionary<string, double> ColdChain()
    {
        double before = Memory("VmRSS");
        (double forward, double backward) = TimedChain(Length);
        double peak = Memory("VmHWM") - before;
        return new()
        {
            ["h.chain1e6.cold.s"] = forward + backward,
            ["h.chain1e6.peak.mib"] = peak,
            ["h.chain1e6.bytes_per_op"] = peak * 1024 * 1024 / Length,
        };
    }

    private static Dictionary<string, double> WarmChain()
    {
        for (int i = 0; i < 20; i++)
        {
            long phase = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(phase).TotalMilliseconds < 30)
            {
                TimedChain(1000);
            }

            Thread.Sleep(20);
        }

        GC.Collect();
        (double forward, double backward) = TimedChain(Length);
        long start = Stopwatch.GetTimestamp();
        GC.Collect(); // the peer frees the graph when its last name goes
        return new()
        {
            ["h.chain1e6.forward.s"] = forward,
            ["h.chain1e6.backward.s"] = backward,
            ["h.chain1e6.free.s"] = Stopwatch.GetElapsedTime(start).TotalSeconds,
        };
    }

    // Not inlined: the chain must be dead when it is collected.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (double Forward, double Backward) TimedChain(int length)
    {
        Tensor<float> first = Tensor<float>.Variable(1), one = 1e-6, x = first;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < length; i++)
        {
            x += one;
        }

        double forward = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        Gradients<float> gradients = x.Backward();
        double backward = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Check.Near(gradients[first].Item, 1);
        return (forward, backward);
    }

    private static Dictionary<string, double> OfNetwork()
    {
        TouchLibrary();
        double before = Memory("VmRSS"), parameters = Network.All[4].ParameterBytes / 1024.0 / 1024;
        Func<Tensor<float>> step = Network.All[4].ModuleStep(all => new Sgd<float>(all, 0.01));
        for (int i = 0; i < 5; i++)
        {
            step();
        }

        double peak = Memory("VmHWM") - before;
        return new()
        {
            ["i.mlp_v.peak_over_import.mib"] = peak,
            ["i.mlp_v.peak_over_import.x_params"] = peak / parameters,
            ["i.mlp_v.peak_total.mib"] = Memory("VmHWM"),
        };
    }

    private static Dictionary<string, double> OfTensors()
    {
        const int Count = 10_000_000;
        const double Mib = Count * sizeof(float) / 1024.0 / 1024;
        Tensor<float> x = Tensor<float>.Uniform(new Random(1), [Count], 0.5f, 1.5f).AsVariable(), y = x;
        TouchLibrary();
        GC.Collect();
        double before = Memory("VmRSS");
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 4; i++)
        {
            y = (y.Tanh() * 0.5).Sin().Exp() + 1;
        }

        Tensor<float> sum = y.Sum();
        double forward = Memory("VmRSS") - before;
        Gradients<float> gradients = sum.Backward();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Check.That(float.IsFinite(gradients[x].Values[0]));
        return new()
        {
            ["i.chain20_1e7.after_forward.x_tensor"] = forward / Mib,
            ["i.chain20_1e7.peak.x_tensor"] = (Memory("VmHWM") - before) / Mib,
            ["i.chain20_1e7.first_run.s"] = seconds,
        };
    }

    /// <summary>The counterpart of importing a library.</summary>
    private static void TouchLibrary() => Tensor<float>.Ones([1000]).AsVariable().Sigmoid().Sum().Backward();

    /// <summary>A field of /proc/self/status, in MiB.</summary>
    private static double Memory(string field) =>
        double.Parse(Machine.FieldOf("/proc/self/status", field)!.Split(' ')[0], CultureInfo.InvariantCulture) / 1024;
}
