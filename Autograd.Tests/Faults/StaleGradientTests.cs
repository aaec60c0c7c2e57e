using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Stale gradients: asked for the new value of a parameter, or for one that is frozen, they say so and not 0.
/// </summary>
public class StaleGradientTests
{
    private const string Later = "was made after these gradients", Frozen = "the value of a parameter that is frozen";

    private readonly Parameter<double> w = new("w", [1, 2]), other = new("other", [3]);

    [Fact]
    public void Gradient_OfTheNewValueAfterTheStep_IsAnErrorThatSaysSo()
    {
        Gradients<double> gradients = w.Value.Square().Sum().Backward();
        Tensor before = w.Value;
        new Sgd<double>([w, other], 0.1).Step(gradients);

        Assert.Equal([2, 4], gradients[before].ToArray());
        AssertSays<ArgumentException>(() => gradients[w.Value], "\"w\" " + Later + "; read them before the step");
        AssertSays<ArgumentException>(() => gradients.Map(gradient => gradient * 2)[w.Value], Later);
        AssertSays<ArgumentException>(() => (gradients + gradients)[w.Value], Later);
        AssertSays<ArgumentException>(() => gradients[w.Value * 2], Later);
        Assert.False(gradients.Contains(w.Value));
        Assert.Equal([0], gradients[other.Value].ToArray()); // it was there, and nothing depended on it
    }

    [Fact]
    public void Gradient_OfAVariableFromBefore_IsZeroWhereNothingDependsOnIt()
    {
        Tensor x = Tensor.Variable([1, 2]), y = x.Square().Sum();
        Tensor unused = Tensor.Variable([7, 8, 9], "unused"); // made after the output, and before the gradients
        Gradients<double> first = y.Backward();
        Assert.Equal([0, 0, 0], first[unused].ToArray());
        Tensor late = Tensor.Variable(5, "late");
        Gradients<double> second = (late * late).Backward();
        Assert.Equal([10], (first + second)[late].ToArray());
        Assert.Equal([10], (second + first)[late].ToArray());
        AssertSays<ArgumentException>(() => first[late], "\"late\"", Later);
        AssertSays<ArgumentException>(() => y.Backward(createGraph: true)[Tensor.Variable(1)], "The tensor of shape ()", Later);
    }

    /// <summary>A loss from before the step whose gradients are taken after it belongs to the values from before.</summary>
    [Fact]
    public void Gradient_OfALossFromBeforeTheStep_IsNotOfTheNewValue()
    {
        Tensor loss = w.Value.Square().Sum(), second = (w.Value * 3).Sum();
        Tensor before = w.Value;
        new Sgd<double>([w], 0.1).Step(loss.Backward());
        foreach (Tensor output in new[] { loss, second })
        {
            Gradients<double> gradients = output.Backward(keepInterior: true);
            AssertSays<ArgumentException>(() => gradients[w.Value], "\"w\" " + Later);
            Assert.StartsWith("w was made after these gradients", gradients.Why(w.Value), StringComparison.Ordinal);
            Assert.NotEqual([0, 0], gradients[before].ToArray());
        }

        Gradients<double> accumulated = second.Backward() + other.Value.Sum().Backward();
        AssertSays<ArgumentException>(() => accumulated[w.Value], Later);
    }

    [Fact]
    public void Clip_AfterTheStep_IsAnErrorThatSaysSo()
    {
        Gradients<double> gradients = w.Value.Square().Sum().Backward();
        Assert.Equal(Math.Sqrt(20), Clip.Norm(gradients, [w, other]), 1e-15);
        new Sgd<double>([w], 0.1).Step(gradients);

        Func<object>[] stale =
        [
            () => Clip.Norm(gradients, [w]), () => Clip.ByNorm(gradients, [other, w], 1), () => Clip.ByValue(gradients, [w], 1),
            () => Clip.Norm(gradients * 2, [w]),
        ];
        Assert.All(stale, read => AssertSays<InvalidOperationException>(read, "Clip", "\"w\" were computed before its last update"));
        Assert.Equal(0, Clip.Norm(gradients, [other]));
    }

    [Fact]
    public void Why_AfterTheStep_SaysSoInBothLanguages()
    {
        Tensor loss = w.Value.Square().Sum();
        Gradients<double> plain = loss.Backward(), kept = loss.Backward(keepInterior: true);
        new Sgd<double>([w], 0.1).Step(plain);
        Assert.StartsWith("w was made after these gradients", plain.Why(w.Value), StringComparison.Ordinal);
        Assert.StartsWith("w was made after these gradients", kept.Why(w.Value), StringComparison.Ordinal);
        Assert.Contains("より後に作られた", kept.Why(w.Value, Language.Japanese), StringComparison.Ordinal);
    }

    [Fact]
    public void GradientsOf_AVariableMadeAfterTheOutput_IsAnErrorThatSaysSo()
    {
        Tensor loss = w.Value.Square().Sum();
        new Sgd<double>([w], 0.1).Step(loss.Backward());
        AssertSays<ArgumentException>(() => Differentiate.GradientsOf(loss, [w.Value]), "GradientsOf", "\"w\"", "made after the output");
    }

    [Fact]
    public void FrozenParameter_SaysSoAndNotToMakeAVariable()
    {
        other.IsTrainable = false;
        Tensor loss = (w.Value * other.Value).Sum();
        Gradients<double> gradients = loss.Backward();
        Func<object>[] frozen =
        [
            () => gradients[other.Value], () => gradients.Why(other.Value), () => Differentiate.GradientsOf(loss, [other.Value]),
            () => loss.TraceGraph() is var trace ? trace.Paths(trace.Nodes.Single(node => node.Label == "other").Tensor) : [],
        ];
        Assert.All(frozen, read => AssertSays<ArgumentException>(read, "other", Frozen, "set IsTrainable to true"));
        AssertSays<InvalidOperationException>(() => (other.Value * 2).Sum().Backward(), "frozen");
        AssertSays<InvalidOperationException>(() => new Asks(w).Predict(1), "w", "whose module predicts");
        AssertSays<ArgumentException>(() => gradients[Tensor.Constant(1)], "make it with Variable or AsVariable");
    }

    private sealed class Asks(Parameter<double> w) : Module<double>
    {
        private readonly Parameter<double> w = w;

        public override Tensor Forward(Tensor x) => (w.Value * x).Sum().Backward()[w.Value];
    }

    private static void AssertSays<TException>(Func<object> read, params string[] words)
        where TException : Exception
    {
        string message = Assert.Throws<TException>(read).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
        Assert.DoesNotContain("Variable or AsVariable", words.Contains(Frozen) ? message : "", StringComparison.Ordinal);
    }
}
