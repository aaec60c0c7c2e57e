using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd;
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
        { "unordered dictionary", new ConcurrentDictionary<string, Linear<double>>(Letters()), [.. "abcde".Select(key => $"held.{key}")] },
        { "old dictionary", new Hashtable { ["b"] = L(), ["a"] = L() }, ["held.a", "held.b"] },
        { "generic list of one's own", new ModuleList<double> { L(), L() }, ["held.0", "held.1"] },
        { "generic dictionary of one's own", new ModuleDictionary<double> { ["a"] = L() }, ["held.a"] },
        { "entries", new List<DictionaryEntry> { new("a", L()) }, ["held.0.a"] },
        { "list of one's own", new Row { L(), L() }, ["held.0", "held.1"] },
        { "pairs of one's own", new Pairs { ("a", L()) }, ["held.0.1"] },
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
        { "iterator", Rows(), "held" },
        { "sequence of parameters", new[] { 1 }.Select(v => new Parameter<double>("w", v)), "held" },
        { "class made for words", new Registry<string>(), "held" },
        { "derived lazy", new Memo(), "held" },
        { "lazy record", new Lazy<Block>(() => new Block(L(), 1)), "held" },
        { "sequence of records", new[] { 1, 2 }.Select(i => new Block(L(), i)), "held" },
        { "read-only list of one's own", new ReadOnly(), "held" },
        { "field of a list of one's own", new Row { Head = L() }, "held.head" },
        { "key", new Dictionary<Module<double>, double> { [L()] = 0.1 }, "held" },
        { "set without an order", new[] { L(), L() }.ToFrozenSet(), "held" },
        { "immutable set", ImmutableHashSet.Create(L()), "held" },
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
        { "iterator of numbers", Numbers() },
        { "lists of words", new List<string[]> { new[] { "a" } } },
        { "service made for a module", new Logger<Holding>() },
        { "comparer", EqualityComparer<Module<double>>.Default },
        { "many words", new Dictionary<string, int[]> { ["a"] = [1] } },
        { "weak table", new ConditionalWeakTable<Module<double>, object> { { L(), 1 } } },
        { "field without a name", new Nameless() },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public void Module_InAnyCollection_IsFound(string where, object held, string[] paths)
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
            module => module.Parameters, module => module.Buffers, module => module.Predict(Tensor.Ones([1])),
            module => module.Summary([1]), module => module.IsTraining = true,
        ];
        Assert.All(uses, use =>
        {
            string message = Assert.Throws<InvalidOperationException>(() => use(new Holding(held))).Message;
            Assert.StartsWith("Holding: the field \"held", message, StringComparison.Ordinal);
            Assert.True(message.Contains($"\"{path}\"", StringComparison.Ordinal), $"{where}: {message}");
            Assert.Contains(": it would be neither trained nor saved. Modules and parameters of double", message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Error_OfALostModule_SaysWhatTheFieldHolds()
    {
        (object Held, string Words)[] cases =
        [
            (new Block(L(), 3), "the field \"held\" holds a Block, which is no module, and in it \"held.layer\": it would"),
            (new Linear<float>(1, 1, new Random(1)), "the field \"held\" holds \"held\", a Linear of another precision: it would"),
            (new Parameter<float>("w", 1f), "holds \"held\", a Parameter of another precision"),
            (new Lazy<Linear<double>>(L), "holds \"held\", a Lazy, which gives modules only when it is asked"),
            (new HashSet<Lazy<Linear<double>>> { new(L) }, "the field \"held.0\" holds \"held.0\", a Lazy,"),
            (new Dictionary<Module<double>, int> { [L()] = 1 }, "holds a Linear as a key, or in a set without an order"),
        ];
        Assert.All(cases, @case =>
        {
            string message = Assert.Throws<InvalidOperationException>(() => new Holding(@case.Held).Parameters).Message;
            Assert.Contains(@case.Words, message, StringComparison.Ordinal);
        });
        string ofFloat = Assert.Throws<InvalidOperationException>(() => new HoldingFloat().Parameters).Message;
        Assert.Contains("Modules and parameters of float", ofFloat, StringComparison.Ordinal);
    }

    /// <summary>What is read or saved again is searched again.</summary>
    [Fact]
    public void ModuleThatIsLostLater_IsAnErrorWhenParametersAreReadOrSaved()
    {
        var list = new List<object>();
        var module = new Holding(list);
        module.Predict(Tensor.Ones([1]));
        list.Add(new Block(L(), 1));
        Assert.Throws<InvalidOperationException>(() => module.Parameters);
        Assert.Throws<InvalidOperationException>(() => module.Save(Path.Combine(Path.GetTempPath(), "never.safetensors")));
    }

    /// <summary>Rates by parameter or by layer name nothing: the paths are those of the fields.</summary>
    [Fact]
    public void KeysThatAreFoundElsewhere_ChangeNoPath() =>
        Assert.Equal(["first.weight", "second.weight"], new Rates().NamedParameters.Select(named => named.Name));

    /// <summary>Ways of holding one list twice at each of many levels, which are two to the power of the levels.</summary>
    [Fact]
    public void ListsThatShareLists_AreLookedThroughOnce()
    {
        var list = new List<object> { L() };
        for (int i = 0; i < 60; i++)
        {
            list = [list, list];
        }

        Assert.Single(new Holding(list).Parameters);
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

    private sealed class HoldingFloat : Module<float>
    {
        private readonly Linear<double> held = L();

        public override Tensor<float> Forward(Tensor<float> x) => held is null ? -x : x;
    }

    private sealed class Rates : Module<double>
    {
        private readonly Dictionary<Linear<double>, double> ofLayers;
        private readonly Dictionary<Parameter<double>, double> ofParameters;
        private readonly Linear<double> first = L(), second = L();

        public Rates()
        {
            ofLayers = new() { [first] = 0.1, [second] = 0.2 };
            ofParameters = new() { [first.Weight] = 0.1, [second.Weight] = 0.2 };
        }

        public override Tensor Forward(Tensor x) => x * (ofLayers.Count + ofParameters.Count);
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

    private static IEnumerable<Linear<double>> Rows()
    {
        yield return L();
    }

    private static IEnumerable<int> Numbers()
    {
        yield return 1;
    }

    private sealed class Row : List<Linear<double>>
    {
        public Linear<double>? Head { get; set; }
    }

    private sealed class ModuleList<T> : List<Module<T>>
        where T : unmanaged, IFloatingPointIeee754<T>;

    private sealed class ModuleDictionary<T> : Dictionary<string, Module<T>>
        where T : unmanaged, IFloatingPointIeee754<T>;

    private sealed class Logger<TOwner>
    {
        public string Name { get; } = typeof(TOwner).Name;
    }

    private sealed class ReadOnly : IReadOnlyList<Module<double>>
    {
        public int Count => 1;

        public Module<double> this[int index] => L();

        public IEnumerator<Module<double>> GetEnumerator() => Rows().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Pairs : HashSet<(string, Linear<double>)>;

    private sealed class Registry<TKey> : IEnumerable<Linear<double>>
    {
        public IEnumerator<Linear<double>> GetEnumerator() => Rows().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Memo() : Lazy<Linear<double>>(L);

    private sealed class Nameless
    {
        private readonly int __ = 1;

        public override string ToString() => $"{__}";
    }

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
