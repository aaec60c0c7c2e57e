using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>Parts of a trace that fold, named by hand or after the layers of a model.</summary>
public sealed class GroupTests
{
    [Fact]
    public void Model_TraceGraph_NamesItsLayers()
    {
        GraphTrace<double> trace = Runs.Model();
        Assert.Equal(["0: Linear(2, 4)", "1: Sigmoid", "2: Linear(4, 3)", "3: Softmax(-1)"], trace.Groups.Select(group => group.Name));
        Assert.Equal(["0.weight", "0.bias"], trace.Groups[0].Nodes.Where(node => node.IsVariable).Select(node => node.Label));
        Assert.Equal(trace.Groups.Sum(group => group.Nodes.Count), trace.Groups.SelectMany(group => group.Nodes).Distinct().Count());
        Assert.DoesNotContain(trace.Output, trace.Groups.SelectMany(group => group.Nodes));
    }

    [Fact]
    public void Model_TraceGraph_OfALayerCalledTwice_LeavesWhatBothUseOutside()
    {
        var layer = new Linear<double>(2, 2, new Generator(1));
        var model = new Sequential<double>(layer, layer);
        GraphTrace<double> trace = model.TraceGraph(() => layer.Forward(layer.Forward(Tensor.Ones([1, 2]))).Sum());
        Assert.Equal(["0: Linear(2, 2)", "0: Linear(2, 2), call 2"], trace.Groups.Select(group => group.Name));
        Assert.All(trace.Groups, group => Assert.DoesNotContain(group.Nodes, node => node.IsVariable));
    }

    [Fact]
    public void Model_TraceGraph_OfLayersThatComputeNothingTracked_FoldsTheOthers()
    {
        var flat = new Sequential<double>(new Flatten<double>(), new Linear<double>(4, 2, new Generator(1)));
        GraphTrace<double> folded = flat.TraceGraph(() => flat.Forward(Tensor.Ones([3, 2, 2])).Sum());
        Assert.Equal(["1: Linear(4, 2)"], folded.Groups.Select(group => group.Name));

        var shared = new Linear<double>(2, 2, new Generator(1));
        var inside = new Sequential<double>(shared, new Lambda<double>("again", x => shared.Forward(x.Exp()).Exp()));
        GraphTrace<double> trace = inside.TraceGraph(() => inside.Forward(Tensor.Ones([1, 2])).Sum());
        Assert.Equal(3, trace.Groups.Count);
    }

    [Fact]
    public void Model_TraceGraph_OfAModuleThatKnowsItself_EndsAndLeavesNoObserver()
    {
        var module = new Knot();
        Assert.Single(module.TraceGraph(() => module.Forward(Tensor.Ones([1, 2])).Sum()).Groups);
        Assert.Throws<DivideByZeroException>(() => module.TraceGraph(() => throw new DivideByZeroException()));
        Assert.Single(module.TraceGraph(() =>
        {
            _ = module.TraceGraph(() => module.Forward(Tensor.Ones([1, 2])).Sum()); // a trace inside does not end the one outside
            return module.Forward(Tensor.Ones([1, 2])).Sum();
        }).Groups);
    }

    [Fact]
    public void WithGroup_OfWhatCannotBeOne_SaysWhy()
    {
        Tensor x = Tensor.Variable(2, "x"), y = x * x, z = y.Exp();
        GraphTrace<double> trace = z.TraceGraph();
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => trace.WithGroup("g", x)).Message);
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => trace.WithGroup("g", y, z)).Message);
        Assert.Contains("not in this trace", Assert.Throws<ArgumentException>(() => trace.WithGroup("g", Tensor.Ones([]))).Message);
        string message = Assert.Throws<ArgumentException>(() => trace.WithGroup("g", y).WithGroup("h", z)).Message;
        Assert.Contains("\"g\"", message);
        Assert.Equal(2, trace.WithGroup("g", y, x).WithGroup("h", z, y).Groups.Count);
    }

    private sealed class Knot : Module<double>
    {
        private readonly Linear<double> layer = new(2, 2, new Generator(1));
        private readonly Module<double> self;

        public Knot() => self = this;

        public override Tensor Forward(Tensor x) => self == this ? layer.Forward(x) : x;
    }
}
