using Autograd.Nn;

namespace Autograd.Bench;

/// <summary>
/// f. Training steps: forward, loss, backward, update. module_sgd is written with modules and an optimizer, lean_sgd with plain tensors;
/// gc_share is the share of the time in which the garbage collector held the program.
/// </summary>
internal static class Training
{
    public static void Run(Report report)
    {
        foreach (Network network in Network.All)
        {
            Steps(report, network, "module_sgd", () => network.ModuleStep(parameters => new Sgd<float>(parameters, 0.01)));
            Steps(report, network, "lean_sgd", () => network.LeanStep());
        }

        Network adam = Network.All[2];
        Steps(report, adam, "module_adam", () => adam.ModuleStep(parameters => new Adam<float>(parameters, 1e-3)));
    }

    private static void Steps(Report report, Network network, string kind, Func<Func<Tensor<float>>> stepOf)
    {
        string key = $"f.mlp.{network.Name}.{kind}";
        if (report.WantsSome(key))
        {
            Func<Tensor<float>> step = stepOf();
            float first = step().Item, last = 0;
            for (int i = 0; i < 3; i++)
            {
                last = step().Item;
            }

            Check.That(last < first);
            if (report.Bench($"{key}.us", step, Report.Microseconds, 0.8) is { } measured)
            {
                Check.That(float.IsFinite(step().Item));
                report.Add($"{key}.gc_share", measured.PauseShare);
                if (kind.EndsWith("_sgd", StringComparison.Ordinal)) // the peer has these for SGD alone
                {
                    report.Add($"{key}.gflops", network.Flops / measured.Median / 1e9);
                    report.Add($"{key}.steps_per_s", 1 / measured.Median);
                }
            }
        }
    }
}
