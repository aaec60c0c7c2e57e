using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Tests.Faults;

/// <summary>
/// Silent omission: modules and parameters are found wherever a field leads to them, or the first use says in which field they are not.
/// </summary>
public class SilentOmissionTests
{
    public static TheoryData<string, object, string[]> Found => new()
    {
        { "module", L(), ["held"] },
        { "as object", (object)L(), ["held"] },
        { "array", new[] { L(), L() }, ["held.0", "held.1"] },
        { "two dimensions", new[,] { { L() }, { L() } }, ["held.0", "held.1"] },
        { "tuple", (L(), L()), ["held.0", "held.1"] },
        { "named tuple with numbers", (Size: 3, Layer: L(), Name: "x"), ["held.1"] },
        { "long tuple", (1, 2, 3, 4, 5, 6, 7, 8, L()), ["held.8"] },
        { "class tuple", Tuple.Create(L(), 1), ["held.0"] },
        { "nullable tuple", ((int, Linear<double>)?)(1, L()), ["held.1"] },
        { "list of tuples", new List<(string, Linear<double>)> { ("a", L()), ("b", L()) }, ["held.0.1", "held.1.1"] },
        { "list of pairs", new List<KeyValuePair<string, Linear<double>>> { new("a", L()), new("b", L()) }, ["held.0.a", "held.1.b"] },
        { "pair", KeyValuePair.Create(-1, L()), ["held.-1"] },
        { "hash set", new HashSet<Linear<double>> { L(), L() }, ["held.0", "held.1"] },
        { "hash set of tuples", new HashSet<(string, Linear<double>)> { ("a", L()) }, ["held.0.1"] },
        { "queue", new Queue<Linear<double>>([L()]), ["held.0"] },
        { "stack", new Stack<Linear<double>>([L()]), ["held.0"] },
        { "linked list", new LinkedList<Linear<double>>([L()]), ["held.0"] },
        { "immutable array", ImmutableArray.Create(L(), L()), ["held.0", "held.1"] },
        { "read-only list", new List<Linear<double>> { L() }.AsReadOnly(), ["held.0"] },
        { "array list", new ArrayList { 1, L() }, ["held.1"] },
        { "dictionary", new Dictionary<string, Linear<double>> { ["z"] = L(), ["a"] = L() }, ["held.z", "held.a"] },
        { "dictionary by number", new Dictionary<int, Linear<double>[]> { [-2] = [L()] }, ["held.-2.0"] },
        { "dictionary of tuples", new Dictionary<string, (Linear<double>, int)> { ["a"] = (L(), 1) }, ["held.a.0"] },
        { "keys of a dictionary", new Dictionary<Module<double>, double> { [new Named("k")] = 0.1 }, ["held.k.key"] },
        { "unordered dictionary", new ConcurrentDictionary<string, Linear<double>>(Letters()), ["held.a", "held.b", "held.c", "held.d", "held.e"] },
        { "old dictionary", new Hashtable { ["b"] = L(), ["a"] = L() }, ["held.a", "held.b"] },
        { "jagged", new List<Dictionary<string, Linear<double>[]>> { new() { ["a"] = [L()] } }, ["held.0.a.0"] },
    };

    public static TheoryData<string, object, string> Lost => new()
    {
        { "record", new Block(L(), 3), "held.layer" },
        { "record of a parameter", new Weights(new Parameter<double>("w", 1)), "held.w" },
        { "struct", new Cell { Gate = L() }, "held.gate" },
        { "holder in a holder", new Outer(new Block(L(), 3)), "held.inner.layer" },
        { "list of records", new List<Block> { new(L(), 1) }, "held.0.layer" },
        { "tuple of a record", (1, new Block(L(), 1)), "held.1.layer" },
        { "record of a list", new Many([L()]), "held.layers.0" },
        { "lazy", new Lazy<Linear<double>>(L), "held" },
        { "sequence that is computed anew", Enumerable.Range(0, 2).Select(_ => L()), "held" },
        { "anonymous", new { Layer = L() }, "held.layer" },
        { "other precision", new Linear<float>(1, 1, new Random(1)), "held" },
        { "parameter of another precision", new Parameter<float>("w", 1f), "held" },
        { "list of another precision", new List<Linear<float>> { new(1, 1, new Random(1)) }, "held.0" },
        { "base class", new Derived(L()), "held.layer" },
    };

    public static TheoryData<string, object> Harmless => new()
    {
        { "function", (Func<Tensor, Tensor>)L().Forward },
        { "options", new Options("a", 3) },
        { "options with a function", new Activation(x => L().Forward(x)) },
        { "weak reference", new WeakReference<Module<double>>(L()) },
        { "optimizer", new Sgd<double>(L().Parameters, 0.1) },
        { "random", new Random(1) },
        { "numbers", new List<double[]> { new double[3] } },
        { "tensor", Tensor.Ones([2]) },
        { "task", Task.FromResult(1) },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public void Module_InAnyCollection_IsFoundTrainedAndSaved(string where, object held, string[] paths)
    {
        var module = new Holding(held);
        Assert.True(
            paths.Select(path => $"{path}.weight").SequenceEqual(module.NamedParameters.Select(named => named.Name)),
            $"{where}: found are {string.Join(", ", module.NamedParameters.Select(named => named.Name))}");
        module.IsTraining = false;
        Assert.All(module.Children, child => Assert.False(child.Module.IsTraining));
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public void Module_WhereItIsNotFound_IsAnErrorAtTheFirstUseThatNamesTheField(string where, object held, string path)
    {
        Func<Module<double>, object?>[] uses =
        [
            module => module.Parameters, module => module.Buffers, module => module.Predict(Tensor.Ones([1])), module => module.Summary([1]),
            module => module.IsTraining = true,
        ];
        Assert.All(uses, use =>
        {
            string message = Assert.Throws<InvalidOperationException>(() => use(new Holding(held))).Message;
            Assert.StartsWith("Holding: the field \"held", message, StringComparison.Ordinal);
            Assert.True(message.Contains($"\"{path}\"", StringComparison.Ordinal), $"{where}: {message}");
            Assert.Contains("neither trained nor saved", message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void ObjectWithoutModules_IsNoError(string what, object held)
    {
        var module = new Holding(held);
        Assert.True(module.Parameters.Count == 0 && module.Predict(Tensor.Ones([1])).Item == 1, what);
    }

    /// <summary>A holder may refer to modules that are found elsewhere, and to the module itself.</summary>
    [Fact]
    public void Holder_OfModulesThatAreFound_IsNoError()
    {
        var module = new Twice();
        Assert.Equal(["layer.weight"], module.NamedParameters.Select(named => named.Name));
    }

    [Fact]
    public void ListThatContainsItself_Ends()
    {
        var list = new List<object> { L() };
        list.Add(list);
        Assert.Equal(["held.0.weight"], new Holding(list).NamedParameters.Select(named => named.Name));
    }

    private static Linear<double> L() => new(1, 1, new Random(1), bias: false);

    private static Dictionary<string, Linear<double>> Letters() => "ecadb".ToDictionary(letter => $"{letter}", _ => L());

    private sealed class Holding(object held) : Module<double>
    {
        private readonly object held = held;

        public override Tensor Forward(Tensor x) => held is null ? -x : x;
    }

    private sealed class Named(string name) : Module<double>
    {
        private readonly Parameter<double> weight = new("weight", 1);

        public override string ToString() => name;

        public override Tensor Forward(Tensor x) => x * weight.Value;
    }

    private sealed class Twice : Module<double>
    {
        private readonly Linear<double> layer = L();
        private readonly Block block;
        private readonly Link link;

        public Twice()
        {
            block = new Block(layer, 1);
            link = new Link { Parent = this };
            link.Next = link;
        }

        public override Tensor Forward(Tensor x) => block.Layer.Forward(x) + (link.Parent is null ? 1 : 0);
    }

    private record Block(Linear<double> Layer, int Size);

    private sealed record Weights(Parameter<double> W);

    private sealed record Outer(Block Inner);

    private sealed record Many(List<Linear<double>> Layers);

    private sealed record Derived(Linear<double> Layer) : Block(Layer, 1);

    private sealed record Options(string Name, int Size);

    private sealed record Activation(Func<Tensor, Tensor> F);

    private struct Cell
    {
        public Linear<double> Gate;
    }

    private sealed class Link
    {
        public Module<double>? Parent { get; init; }

        public Link? Next { get; set; }
    }
}
