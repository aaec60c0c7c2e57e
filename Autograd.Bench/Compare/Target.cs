using System.Text.RegularExpressions;

namespace Autograd.Bench;

/// <summary>How good a row must be: its ratio, ours to the peer's in time or memory, at most so much.</summary>
/// <param name="Workload">In words.</param>
/// <param name="Rows">A pattern of the names of its rows.</param>
/// <param name="AtMost">The greatest ratio; for a share of the collector the greatest share.</param>
/// <param name="ForAnyThreads">Whether it holds for several threads too, and not for one alone.</param>
internal sealed record Target(string Workload, string Rows, double AtMost, bool ForAnyThreads = false)
{
    public static Target[] All { get; } =
    [
        new("sgemm, n = 32", @"a\.mm\.f32\.32\.", 0.9),
        new("sgemm, n = 64, 128", @"a\.mm\.f32\.(64|128)\.", 1.05),
        new("sgemm, n = 256 to 2048", @"a\.mm\.f32\.(256|512|1024|2048)\.", 1.1, ForAnyThreads: true),
        new("dgemm, n ≥ 128", @"a\.mm\.f64\.(128|256|512|1024|2048)\.", 0.9),
        new("transposed operands against untransposed, ours to ours", @"a\.mm_t\..*\.(nt|tn|tt)\.", 1.05),
        new("one add, recorded", @"b\.add\.grad_recorded\.", 0.08),
        new("one add and backward", @"b\.add\.plus_backward\.", 0.05),
        new("chain of scalars, forward and backward", @"b\.chain1000\.add_leaf\.", 0.07),
        new("elementwise 10³, forward and backward", @"c\..*\.fwd_bwd\.1e3\.", 0.25),
        new("elementwise 10⁵, forward and backward", @"c\..*\.fwd_bwd\.1e5\.", 1.1),
        new("elementwise 10⁷, forward and backward", @"c\..*\.fwd_bwd\.1e7\.", 1.1),
        new("composed activations 10⁶, forward and backward", @"d\..*\.eager\.fwd_bwd\.", 0.6),
        new("softmax and cross-entropy 128×1000", @"e\.softmax_xent\.composed\.", 0.8),
        new("sum 1000×1000, both axes", @"e\.sum\.", 1),
        new("max 1000×1000, both axes", @"e\.max\.", 0.2),
        new("log-sum-exp 1000×1000, both axes", @"e\.logsumexp\.", 0.6),
        new("training step i", @"f\.mlp\.i_.*_sgd\.us", 0.3),
        new("training step ii", @"f\.mlp\.ii_.*_sgd\.us", 0.15),
        new("training step iii", @"f\.mlp\.iii_.*_sgd\.us", 0.8),
        new("training steps iv, v", @"f\.mlp\.(iv|v)_.*_sgd\.us", 1.1),
        new("training step iii with Adam", @"f\.mlp\.iii_.*\.module_adam\.us", 0.7),
        new("share of the garbage collector in training", @"f\..*\.gc_share", 0.05, ForAnyThreads: true),
        new("Hessian of Rosenbrock's function, n = 10, 100", @"g\.rosenbrock\.hessian\.", 0.1),
        new("Hessian-vector product of network iii", @"g\.mlp_iii\.hvp\.", 0.8),
        new("Jacobian of softmax", @"g\.softmax100\.jacobian\.", 0.3),
        new("chain of 10⁶, time", @"h\.chain1e6\.total\.", 0.06),
        new("chain of 10⁶, bytes per operation", @"h\.chain1e6\.bytes_per_op", 0.4),
        new("peak memory of network v", @"i\.mlp_v\.peak_over_import\.x_params", 1.2),
        new("peak memory of a chain of 20 operations on 10⁷", @"i\.chain20_1e7\.peak\.", 1.6),
        new("process start to first gradient", @"j\.startup\.first_gradient\.", 0.3),
    ];

    public bool Covers(string name, int threads) => (threads == 1 || ForAnyThreads) && Regex.IsMatch(name, $"^{Rows}");
}
