using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Names as keys: what an optimizer remembers, and the paths of a module, do not depend on who was asked for names before.
/// </summary>
public class NamesAsKeysTests
{
    public static TheoryData<string, Func<IEnumerable<Parameter<double>>, Optimizer<double>>> Optimizers => new()
    {
        { "Sgd", parameters => new Sgd<double>(parameters, 0.1, momentum: 0.9) },
        { "Adam", parameters => new Adam<double>(parameters, amsGrad: true) },
        { "AdamW", parameters => new AdamW<double>(parameters) },
        { "RmsProp", parameters => new RmsProp<double>(parameters, centered: true, momentum: 0.5) },
        { "AdaGrad", parameters => new AdaGrad<double>(parameters) },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void State_OfTwoModels_HasAllOfBothAndContinuesToTheBit(
        string name, Func<IEnumerable<Parameter<double>>, Optimizer<double>> make)
    {
        Sequential<double>[] first = [Net(1), Net(2)], second = [Net(1), Net(2)];
        Optimizer<double> optimizer = make(first.SelectMany(model => model.Parameters));
        Train(first, optimizer, 3);
        Optimizer<double> resumed = make(second.SelectMany(model => model.Parameters));
        Assert.Equal(optimizer.State.Keys, resumed.State.Keys);
        Assert.Equal(8, optimizer.State.Keys.Count(key => key.EndsWith(".steps", StringComparison.Ordinal)));

        resumed.State = optimizer.State;
        foreach ((Sequential<double> from, Sequential<double> to) in first.Zip(second))
        {
            from.Parameters.Zip(to.Parameters).ToList().ForEach(pair => pair.Second.Assign(pair.First.Value));
        }

        Train(first, optimizer, 3);
        Train(second, resumed, 3);
        Assert.True(Values(first).SequenceEqual(Values(second)), $"{name}: the resumed run is another one");
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void State_IsTheSame_WhoeverWasAskedForNames(string name, Func<IEnumerable<Parameter<double>>, Optimizer<double>> make)
    {
        Sequential<double> model = Net(1);
        Optimizer<double> optimizer = make(model.Parameters);
        Train([model], optimizer, 2);
        IReadOnlyDictionary<string, Tensor> saved = optimizer.State;

        _ = new Sequential<double>(new Sequential<double>(model)).Parameters;
        Assert.Equal(saved.Keys, optimizer.State.Keys);
        optimizer.State = saved;
        Sequential<double> other = Net(1);
        _ = new Holder { Inner = other }.Summary([1, 2]);
        Optimizer<double> resumed = make(other.Parameters);
        resumed.State = saved;
        Assert.True(resumed.State.Values.Zip(saved.Values).All(pair => pair.First.ToArray().SequenceEqual(pair.Second.ToArray())), name);
    }

    [Fact]
    public void NamedParameters_HaveTheirPathsFromTheModuleThatIsAsked()
    {
        Sequential<double> model = Net(1);
        string[] names = ["0.weight", "0.bias", "2.weight", "2.bias"];
        Assert.Equal(names, model.NamedParameters.Select(named => named.Name));
        var outer = new Holder { Inner = model };
        Assert.Equal(names.Select(name => $"inner.{name}"), outer.NamedParameters.Select(named => named.Name));
        Assert.Equal(names, model.NamedParameters.Select(named => named.Name));
        Assert.Equal(model.Parameters, model.NamedParameters.Select(named => named.Parameter));
    }

    [Fact]
    public void Files_OfAnInnerModule_HaveItsOwnPaths()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("autograd-").FullName, "m.safetensors");
        Sequential<double> model = Net(1);
        _ = new Holder { Inner = model }.Parameters;
        model.Save(path);
        Net(2).Load(path);
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], SafeTensors.Read<double>(path).Keys);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void LbfgsState_ThatDoesNotFit_LeavesTheOptimizerAsItWas()
    {
        Sequential<double> model = Net(1);
        Tensor x = Tensor.Normal(new Generator(1), [5, 2], 0, 1);
        var optimizer = new Lbfgs<double>(model.Parameters, maxIterations: 3);
        optimizer.Step(() => model.Forward(x).Square().Sum());
        double[][] before = [.. optimizer.State.Values.Select(value => value.ToArray())];
        Dictionary<string, Tensor> broken = optimizer.State.ToDictionary(pair => pair.Key, pair => pair.Value);
        broken["iterations"] = [7, 0, 0];
        broken["direction"] = [1];
        Assert.Throws<ArgumentException>(() => optimizer.State = broken);
        Assert.Equal(before, optimizer.State.Values.Select(value => value.ToArray()));
    }

    /// <summary>Two parameters of one size: what is remembered of the one says nothing of the other.</summary>
    [Fact]
    public void Lbfgs_WithAnotherParameterFrozen_BeginsAnew()
    {
        Parameter<double> a = new("a", [1, 2]), b = new("b", [1, 2]), alone = new("b", [1, 2]);
        var optimizer = new Lbfgs<double>([a, b]);
        b.IsTrainable = false;
        optimizer.Step(() => (a.Value.Square() * 0.005).Sum());
        (a.IsTrainable, b.IsTrainable) = (false, true);
        optimizer.Step(() => (b.Value.Square() * 50).Sum());
        new Lbfgs<double>([alone]).Step(() => (alone.Value.Square() * 50).Sum());
        Assert.Equal(alone.Value.ToArray(), b.Value.ToArray());
    }

    [Fact]
    public void Lbfgs_OfALossWithoutItsParameters_IsAnError()
    {
        Parameter<double> a = new("a", [1, 2]), b = new("b", [1, 2]);
        string message = Assert.Throws<InvalidOperationException>(() => new Lbfgs<double>([a]).Step(() => b.Value.Square().Sum())).Message;
        Assert.Contains("depends on no parameter of this optimizer. Its parameters: a (2)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_WithACountThatIsNone_ChangesNothing()
    {
        var w = new Parameter<double>("w", [1, 2]);
        var optimizer = new Sgd<double>([w], 0.1, momentum: 0.5);
        double[][] wrong = [[double.NaN, 0, 0], [0, -1, 0], [0.5, 0, 0], [0, 0, 1e300]];
        Assert.All(wrong, digits =>
        {
            Dictionary<string, Tensor> state = new() { ["0.w.steps"] = Tensor.Constant(digits), ["0.w.momentum"] = [5, 6] };
            Assert.Throws<ArgumentException>(() => optimizer.State = state);
            Assert.Equal([0, 0], optimizer.State["0.w.momentum"].ToArray());
        });
    }

    private static void Train(Sequential<double>[] models, Optimizer<double> optimizer, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            Tensor x = Tensor.Normal(new Generator(i), [5, 2], 0, 1);
            optimizer.Step(models.Aggregate(x.Sum(), (sum, model) => sum + model.Forward(x).Square().Sum()).Backward());
        }
    }

    private static IEnumerable<double> Values(Sequential<double>[] models) =>
        models.SelectMany(model => model.Parameters).SelectMany(parameter => parameter.Value.ToArray());

    private static Sequential<double> Net(int seed)
    {
        var random = new Generator(seed);
        return new(new Linear<double>(2, 4, random), new Tanh<double>(), new Linear<double>(4, 1, random));
    }

    private sealed class Holder : Module<double>
    {
        public required Module<double> Inner { get; init; }

        public override Tensor Forward(Tensor x) => Inner.Forward(x);
    }
}
