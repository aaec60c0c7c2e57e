namespace Autograd.Bench;

/// <summary>A row of the comparison.</summary>
/// <param name="Name">The name of the result, whose last part is its unit.</param>
/// <param name="Ours">Our best, if there is one.</param>
/// <param name="Peer">What it is compared with, if there is something.</param>
/// <param name="StandIn">The row of ours that stands in for one we do not have under this name, or that stands for the peer.</param>
/// <param name="Target">How good it must be, if that is said.</param>
internal sealed record Row(string Name, double? Ours, double? Peer, string? StandIn, Target? Target)
{
    /// <summary>Ours to the peer's in time or memory: below 1 ours is better, whatever the unit.</summary>
    public double? Ratio => Ours is { } ours && Peer is { } peer ? Comparison.MoreIsBetter(Name) ? peer / ours : ours / peer : null;

    /// <summary>Whether the target is met; null if there is none, or nothing to judge by.</summary>
    public bool? IsMet => Target is { } target && (Name.EndsWith(".gc_share", StringComparison.Ordinal) ? Ours : Ratio) is { } value
        ? value <= target.AtMost
        : null;
}

/// <summary>The best of both sides over several rounds.</summary>
internal sealed class Comparison(int threads)
{
    // The peer has several ways to some results where we have one. Its built-in activations are fused kernels written by hand.
    private static readonly (string Theirs, string Ours)[] StandIns =
    [
        ("softmax_xent.builtin", "softmax_xent.composed"), (".builtin.", ".eager."), (".jit_script.", ".eager."),
        ("_adam_foreach", "_adam"), ("_vmap", ""), ("python_only", "runtime_only"),
    ];

    private readonly List<string> names = [];
    private readonly Dictionary<string, double> ours = [], theirs = [];

    public static bool MoreIsBetter(string name) =>
        name.EndsWith(".gflops", StringComparison.Ordinal) || name.EndsWith(".steps_per_s", StringComparison.Ordinal);

    public void AddOurs(Dictionary<string, double> results) => Add(results, ours);

    public void AddTheirs(Dictionary<string, double> results) => Add(results, theirs);

    /// <summary>All rows, by their letters, and within one as they came, but those that differ in the unit alone together.</summary>
    public IEnumerable<Row> Rows() => names
        .GroupBy(name => name[..name.LastIndexOf('.')]).OrderBy(group => group.Key[0]).SelectMany(group => group).Select(RowOf);

    private Row RowOf(string name)
    {
        double? mine = Find(ours, name), peer = Find(theirs, name);
        string? standIn = null;
        if (mine is null && StandIns.FirstOrDefault(pair => name.Contains(pair.Theirs)) is { Theirs: { } part } pair)
        {
            standIn = name.Replace(part, pair.Ours);
            mine = Find(ours, standIn);
        }
        else if (peer is null && name.Split('.') is ["a", "mm_t", _, _, "nt" or "tn" or "tt", _] parts)
        {
            standIn = string.Join('.', [.. parts[..4], "nn", parts[5]]);
            peer = Find(ours, standIn);
        }

        Target? target = Target.All.FirstOrDefault(target => target.Covers(name, threads));
        return new Row(name, mine, peer, mine is null || peer is null ? null : standIn, target);
    }

    private static double? Find(Dictionary<string, double> results, string name) =>
        results.TryGetValue(name, out double value) ? value : null;

    private void Add(Dictionary<string, double> results, Dictionary<string, double> best)
    {
        string[] chain = ["h.chain1e6.forward.s", "h.chain1e6.backward.s", "h.chain1e6.free.s"];
        if (chain.All(results.ContainsKey))
        {
            results["h.chain1e6.total.s"] = Report.Rounded(chain.Sum(part => results[part]));
        }

        foreach ((string name, double value) in results)
        {
            if (!names.Contains(name))
            {
                names.Add(name);
            }

            best[name] = !best.TryGetValue(name, out double old) ? value : MoreIsBetter(name) ? Math.Max(old, value) : Math.Min(old, value);
        }
    }
}
