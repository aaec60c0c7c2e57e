using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Silent omission: modules and parameters are found wherever a field leads to them, or the first use says in which field they are not.
/// </summary>
public partial class SilentOmissionTests
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
        { "structures of their own kind", new Leafage { Leaves = [new Leafage()] } },
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
            (new Linear<float>(1, 1, new Random(1)), "the field \"held\" holds a Linear of another precision: it would"),
            (new Parameter<float>("w", 1f), "the field \"held\" holds a Parameter of another precision"),
            (new Lazy<Linear<double>>(L), "the field \"held\" holds a Lazy, whose modules cannot be seen: it would"),
            (new Outer(new Block(null!, 3)) { More = new(L) }, "holds a Lazy in \"held.more\", whose modules cannot be seen"),
            (new Dictionary<Module<double>, int> { [L()] = 1 }, "holds a Linear as a key, or where there is no order, without a name"),
        ];
        Assert.All(cases, @case =>
        {
            string message = Assert.Throws<InvalidOperationException>(() => new Holding(@case.Held).Parameters).Message;
            Assert.Contains(@case.Words, message, StringComparison.Ordinal);
        });
        string ofFloat = Assert.Throws<InvalidOperationException>(() => new HoldingFloat().Parameters).Message;
        Assert.Contains("Modules and parameters of float", ofFloat, StringComparison.Ordinal);
    }

    /// <summary>What is saved or named is searched again.</summary>
    [Fact]
    public void ModuleThatIsLostLater_IsAnErrorWhenParametersAreNamedOrSaved()
    {
        var list = new List<object>();
        var module = new Holding(list);
        module.Predict(Tensor.Ones([1]));
        list.Add(new Block(L(), 1));
        Assert.Throws<InvalidOperationException>(() => module.NamedParameters);
        Assert.Throws<InvalidOperationException>(() => module.Save(Path.Combine(Path.GetTempPath(), "never.safetensors")));
    }

    /// <summary>Ordinary data beside the layers are not looked through, and a long list of one's own is in one pass.</summary>
    [Fact]
    public void ManyObjects_AreLookedThroughInTimeOfTheirNumber()
    {
        var chain = new Link();
        for (int i = 0; i < 100_000; i++)
        {
            chain = new Link { Next = chain };
        }

        Token[] tokens = [.. Enumerable.Range(0, 100_000).Select(i => new Token($"{i}", i))];
        Assert.Empty(new Holding(new List<object> { chain, tokens }).Parameters);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(new Holding(tokens).Parameters);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void KeysOfADictionary_NameAlikeUnderEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
            var held = new Dictionary<object, Linear<double>> { [(1.5, -1)] = L(), [new Token("q", -3)] = L() };
            Assert.Equal(
                ["held.(1.5, -1).weight", "held.Token { Text = q, Number = -3 }.weight"],
                new Holding(held).NamedParameters.Select(named => named.Name));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
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
}
