using System.Collections;
using System.Numerics;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

public partial class SilentOmissionTests
{
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

    private sealed record Outer(Block Inner)
    {
        public Lazy<Linear<double>>? More { get; init; }
    }

    private sealed record Token(string Text, int Number);

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

    private struct Leafage
    {
        public Leafage[] Leaves { get; init; }
    }

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
