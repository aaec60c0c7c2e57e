using System.Numerics;
using Autograd.Tensors;

namespace Autograd.Explaining;

/// <summary>Why the gradient of one tensor is what it is, from the record of a run.</summary>
internal sealed class WhyAnalysis<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostPlaces = 6, MostGrowths = 3; // that are told

    private readonly GraphTrace<T> trace;
    private readonly TraceNode<T> x;
    private readonly WhyWords words;
    private readonly List<Contribution<T>> onTheWay; // contributions to x and to what x acts on, in the order of their adding
    private readonly ILookup<TraceNode<T>, Contribution<T>> contributions; // by the node that they are made to
    private readonly ILookup<TraceNode<T>, (TraceNode<T> User, int Input)> uses; // of each node as an operand
    private readonly Dictionary<TraceNode<T>, Tensor<T>> asked = []; // of each node, marked by 1, the zeros that those of x come from
    private readonly List<(int Count, string Text)> places = []; // where zeros come from
    private readonly List<string> withoutDerivative = [];

    private WhyAnalysis(GraphTrace<T> trace, TraceNode<T> x, WhyWords words)
    {
        (this.trace, this.x, this.words) = (trace, x, words);
        HashSet<TraceNode<T>> acted = trace.Dependent(x);
        onTheWay = [.. trace.Contributions.Where(c => acted.Contains(c.To))];
        contributions = onTheWay.ToLookup(c => c.To);
        uses = trace.Nodes.SelectMany(user => user.Inputs.Select((operand, input) => (operand, user, input)))
            .ToLookup(use => use.operand, use => (use.user, use.input));
    }

    /// <summary>All that can be said of the gradient of a tensor, in lines.</summary>
    public static string Of(GraphTrace<T> trace, Tensor<T> tensor, WhyWords words)
    {
        if (trace.Nodes.FirstOrDefault(node => ReferenceEquals(node.Tensor, tensor)) is not { } x)
        {
            return words.NoPath(words.NameOf(tensor.Name, tensor.Shape), trace.Output.Label);
        }

        var why = new WhyAnalysis<T>(trace, x, words);
        IEnumerable<string> lines = x.Gradient is not { } gradient ? [words.NoPath(x.Label, trace.Output.Label), .. why.Zeros()]
            : GraphTrace<T>.FirstIn(gradient) >= 0 ? [.. Summary(x.Label, gradient, words), $"   {why.FirstNotFinite()}"]
            : [.. Summary(x.Label, gradient, words, why.Zeros()), .. why.Growth()];
        return string.Join('\n', lines);
    }

    /// <summary>What the gradient itself tells; the places of its zeros, if they are known, stand where it tells of zeros.</summary>
    public static IEnumerable<string> Summary(string name, Tensor<T> gradient, WhyWords words, IEnumerable<string>? zeroPlaces = null)
    {
        T[] elements = gradient.ToArray();
        int bad = elements.Count(element => !T.IsFinite(element)), zeros = elements.Count(T.IsZero);
        if (elements.Length == 0)
        {
            return [words.Empty(name)];
        }

        if (bad > 0)
        {
            int first = GraphTrace<T>.FirstIn(gradient);
            string index = GraphTrace<T>.Index(gradient.Shape, first), value = TensorText.Number(elements[first]);
            return [words.NotFinite(name, elements.Length, words.Share(bad, elements.Length), index, value)];
        }

        string[] ofZeros = zeros == 0 ? []
            : [zeros == elements.Length ? words.AllZero(name, zeros) : words.PartlyZero(name, words.Share(zeros, elements.Length))];
        T largest = elements.MaxBy(T.Abs);
        string[] ofLargest = zeros == elements.Length ? []
            : [words.Largest(name, elements.Length, TensorText.Number(elements.Length == 1 ? largest : T.Abs(largest)))];
        return [.. ofZeros, .. zeroPlaces ?? [], .. ofLargest];
    }

    /// <summary>
    /// Where the zeros come from. Every element whose gradient is 0 is followed towards the output, from node to node, until a gradient is
    /// found that is not 0; nodes are in order of creation, so all who ask about a node come before it.
    /// </summary>
    private IEnumerable<string> Zeros()
    {
        Ask(x, Tensor<T>.Ones(x.Shape));
        foreach (TraceNode<T> node in trace.Nodes.Where(asked.ContainsKey))
        {
            Follow(node, asked[node]);
        }

        IEnumerable<string> found = places.Count == 0
            ? withoutDerivative
            : places.OrderByDescending(place => place.Count).Select(place => place.Text);
        string[] texts = [.. found.Distinct()];
        return [
            .. texts.Take(MostPlaces).Select(text => $"   {text}"),
            .. texts.Length > MostPlaces ? [$"   {words.MorePlaces(texts.Length - MostPlaces)}"] : Array.Empty<string>()];
    }

    private void Follow(TraceNode<T> node, Tensor<T> zeros)
    {
        if (node == trace.Output)
        {
            Add(zeros, share => words.ZeroSeed(share));
            return;
        }

        Contribution<T>[] given = [.. contributions[node]];
        Tensor<T> reached = given.Aggregate(Tensor<T>.Zeros(node.Shape), (marks, c) => Tensor<T>.Maximum(marks, NotZero(c.Value)));
        Add(zeros * reached, share => words.CancelsBetween(node.Label, given.Length, share, string.Join(", ", given.Take(MostPlaces)
            .Select(c => words.From(Explanation.Short(c.Value), Place(c.From))).Concat(given.Length > MostPlaces ? ["…"] : []))));
        Tensor<T> rest = zeros * (1 - reached);
        if (Count(rest) == 0)
        {
            return;
        }

        // That an operation leaves elements out is a reason only if no other takes them.
        var byUse = given.ToDictionary(c => (c.From, c.Input));
        (TraceNode<T> User, Tensor<T> LeftOut)[] users =
            [.. uses[node].Select(use => (use.User, Follow(use.User, use.Input, rest, byUse.GetValueOrDefault(use))))];
        Tensor<T> unused = users.Aggregate(rest, (marks, user) => marks * user.LeftOut);
        foreach (TraceNode<T> user in users.Select(user => user.User).Where(user => user.IsTracked))
        {
            Add(unused, share => words.NotUsed(Place(user), share, node.Label));
        }
    }

    /// <summary>
    /// Where zeros of a contribution come from: from this operation, or from the gradient that came to it. Returns the elements on which
    /// the operation does not depend.
    /// </summary>
    private Tensor<T> Follow(TraceNode<T> user, int input, Tensor<T> zeros, Contribution<T>? contribution)
    {
        Tensor<T> gradient = user.Gradient ?? Tensor<T>.Zeros(user.Shape), arrived = NotZero(gradient);
        bool isProduct = user.Operation is BilinearMap<T>;
        if (!user.IsTracked || (contribution is null && Count(arrived) > 0))
        {
            withoutDerivative.Add(words.NoDerivative(Place(user)));
            return zeros * (user.IsTracked ? 0 : 1);
        }

        if (user.Operation is Elementwise<T> || (isProduct && Count(arrived) == 0))
        {
            if (contribution?.Derivative is { } derivative)
            {
                FollowByElement(user, input, zeros, gradient, derivative);
            }
            else
            {
                Ask(user, Tensor<T>.Ones(user.Shape));
            }

            return zeros * 0;
        }

        // The rule is linear in the gradient: what it makes of arbitrary numbers shows on which elements the operation depends.
        Tensor<T> any = Arbitrary(user.Shape), came = NotZero(GraphTrace<T>.Through(user, input, any * arrived));
        Tensor<T> depends = NotZero(GraphTrace<T>.Through(user, input, any));
        Tensor<T> isLarge = NotZero(GraphTrace<T>.Through(user, input, Scaled(gradient))); // not 0 but for the size of the gradient
        Add(zeros * came * isLarge, share => words.Underflow(Place(user), share));
        Add(zeros * came * (1 - isLarge), share => words.CancelsInside(Place(user), share, user.Inputs[input].Label));
        Ask(user, ActedOn(user, input, zeros * depends * (1 - came)));
        if (!isProduct)
        {
            return 1 - depends;
        }

        Add(zeros * (1 - depends), share => TimesZero(user, input, share));
        return zeros * 0;
    }

    private void FollowByElement(TraceNode<T> user, int input, Tensor<T> zeros, Tensor<T> gradient, Tensor<T> derivative)
    {
        Tensor<T> arrived = NotZero(gradient), active = arrived * NotZero(derivative), kept = active * NotZero(gradient * derivative);
        Tensor<T> came = NotZero(arrived.SumTo(zeros.Shape)), passes = NotZero(active.SumTo(zeros.Shape));
        Tensor<T> stays = NotZero(kept.SumTo(zeros.Shape));
        Add(zeros * came * (1 - passes), share => user.Operation is { IsOurs: true, Name: "Multiply" }
            ? TimesZero(user, input, share)
            : words.Inactive(Place(user), share));
        Add(zeros * passes * (1 - stays), share => words.Underflow(Place(user), share));
        Add(zeros * stays, share => words.CancelsInside(Place(user), share, user.Inputs[input].Label));
        Ask(user, (zeros * (1 - came)).BroadcastTo(user.Shape));
    }

    /// <summary>The elements of a result that these elements of an operand act on.</summary>
    private static Tensor<T> ActedOn(TraceNode<T> user, int input, Tensor<T> marks)
    {
        if (user.Operation is not { IsOurs: true } operation)
        {
            return Tensor<T>.Ones(user.Shape); // a user's rule may lack the way forward
        }

        var changes = new Tensor<T>?[user.Inputs.Count];
        changes[input] = marks * Arbitrary(marks.Shape);
        bool[] wants = [.. user.Inputs.Select(operand => operand.IsTracked)];
        return NotZero(operation.Jvp(new Operands<T>(user.Tensor, wants, record: false), changes));
    }

    private void Ask(TraceNode<T> node, Tensor<T> marks)
    {
        Tensor<T> zeros = node.Gradient is { } gradient ? marks * (1 - NotZero(gradient)) : marks;
        if (Count(zeros) > 0)
        {
            asked[node] = asked.TryGetValue(node, out Tensor<T>? others) ? Tensor<T>.Maximum(others, zeros) : zeros;
        }
    }

    private void Add(Tensor<T> marks, Func<string, string> text)
    {
        if (Count(marks) is > 0 and int count)
        {
            places.Add((count, text(words.Share(count, marks.Shape.Count))));
        }
    }

    private string TimesZero(TraceNode<T> user, int input, string share)
    {
        TraceNode<T> other = user.Inputs[1 - input];
        int zeros = other.Value.ToArray().Count(T.IsZero);
        return words.TimesZero(Place(user), share, other.Number == 0 ? null : other.Label, words.Share(zeros, other.Shape.Count));
    }

    private string[] Growth()
    {
        IEnumerable<(double Factor, Func<string, string> Text)> steps = onTheWay
            .Select(c => (
                Largest(c.Value) / Largest(c.From.Gradient!), new Func<string, string>(factor => words.Grew(factor, Place(c.From)))));
        IEnumerable<(double Factor, Func<string, string> Text)> sums = onTheWay.GroupBy(c => c.To).Where(uses => uses.Count() > 1)
            .Select(uses => (
                Largest(uses.Key.Gradient!) / uses.Max(use => Largest(use.Value)),
                new Func<string, string>(factor => words.GrewBySum(factor, uses.Key.Label, uses.Count()))));
        (double Factor, Func<string, string> Text)[] growths =
            [.. steps.Concat(sums).Where(growth => growth.Factor > 1).OrderByDescending(growth => growth.Factor).Take(MostGrowths)];
        (double Factor, Func<string, string> Text)[] shrinkings =
            [.. steps.Where(step => step.Factor is > 0 and < 1).OrderBy(step => step.Factor).Take(MostGrowths)];
        return x.Gradient!.ToArray().All(T.IsZero) ? []
            : growths.Length > 0 ? [words.GrewMost, .. growths.Select(Line)]
            : shrinkings.Length > 0 ? [words.ShrankMost, .. shrinkings.Select(Line)]
            : [words.GrewNowhere];

        static string Line((double Factor, Func<string, string> Text) step) => $"   {step.Text(TensorText.Number(step.Factor, "g4"))}";
    }

    /// <summary>The first step on the way back to x that made a NaN or ∞, or the value that it got it from.</summary>
    private string FirstNotFinite()
    {
        if (GraphTrace<T>.FirstIn(trace.Seed) >= 0)
        {
            return words.SeedNotFinite;
        }

        Contribution<T> first = onTheWay.First(c => GraphTrace<T>.FirstIn(c.After) >= 0);
        var values = new HashSet<TraceNode<T>>(); // that are not finite, and that the step reads or that those come from
        var waiting = new Stack<TraceNode<T>>(
            GraphTrace<T>.FirstIn(first.Value) < 0 ? [] : [first.From, .. first.From.Inputs]); // else it is the sum that overflows
        while (waiting.TryPop(out TraceNode<T>? node))
        {
            if (GraphTrace<T>.FirstIn(node.Value) >= 0 && values.Add(node))
            {
                foreach (TraceNode<T> operand in node.Inputs)
                {
                    waiting.Push(operand);
                }
            }
        }

        return trace.FirstNonFinite(words, values.Contains, c => c == first)!.Text;
    }

    /// <summary>An operation with its number in the listing, what it computes, and the line that made it.</summary>
    private string Place(TraceNode<T> node)
    {
        string number = $"%{node.Number}", label = node.Label == number ? number : $"{node.Label} ({number})";
        string what = Rectified(node) is { } x
            ? $"relu {label} = max(0, {x})"
            : $"{node.Operation!.Name} {label} = {Explanation.Value(node)}";
        return $"{what}{(node.Source is { } line ? words.CreatedAt(line) : "")}";
    }

    /// <summary>The x of what people know as relu, which is put together as x ≤ 0 ? 0 : x; null for all else.</summary>
    private static TraceNode<T>? Rectified(TraceNode<T> node) =>
        node is
        {
            Operation: { IsOurs: true, Name: "Select" },
            Inputs: [{ Operation: { IsOurs: true, Name: "LessThanOrEqual" } } mask, var zero, var x],
        }
            && mask.Inputs[0] == x && IsPlainZero(mask.Inputs[1]) && IsPlainZero(zero)
            ? x
            : null;

    private static bool IsPlainZero(TraceNode<T> node) => node.Value is { Shape.Count: 1, IsTracked: false } value && T.IsZero(value.Item);

    private static double Largest(Tensor<T> gradient) =>
        gradient.ToArray().Select(element => double.CreateTruncating(T.Abs(element))).DefaultIfEmpty(0).Max();

    /// <summary>A gradient whose largest element is 1; zeros stay zeros.</summary>
    private static Tensor<T> Scaled(Tensor<T> gradient) => Largest(gradient) is > 0 and double largest ? gradient / largest : gradient;

    private static int Count(Tensor<T> marks) => marks.ToArray().Count(mark => !T.IsZero(mark));

    /// <summary>1 where the elements are not 0.</summary>
    private static Tensor<T> NotZero(Tensor<T> elements) => elements.NotEqualTo(0);

    /// <summary>Numbers between 1 and 2, of which no sums or differences vanish by chance.</summary>
    private static Tensor<T> Arbitrary(Shape shape) => Tensor<T>.Constant(
        [.. Enumerable.Range(1, shape.Count).Select(i => T.CreateTruncating(1 + (i * Math.Sqrt(2) % 1)))], shape);
}
