using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Nn;

/// <summary>Optimizers, schedules and clipping against PyTorch's, on given gradients and on whole runs; state; mistakes.</summary>
public class OptimizerTests
{
    public static TheoryData<string, Func<Parameter<double>[], Optimizer<double>>> Optimizers => new()
    {
        { "Sgd", p => new Sgd<double>(p, 0.1) },
        { "Sgd.momentum", p => new Sgd<double>(p, 0.1, momentum: 0.9) },
        { "Sgd.dampening", p => new Sgd<double>(p, 0.1, 0.8, 0.3, weightDecay: 0.05) },
        { "Sgd.nesterov", p => new Sgd<double>(p, 0.1, 0.9, nesterov: true, weightDecay: 0.01) },
        { "Adam", p => new Adam<double>(p) },
        { "Adam.options", p => new Adam<double>(p, 0.02, 0.8, 0.95, 1e-6, 0.1) },
        { "Adam.amsGrad", p => new Adam<double>(p, 0.02, amsGrad: true) },
        { "AdamW", p => new AdamW<double>(p) },
        { "AdamW.options", p => new AdamW<double>(p, 0.02, 0.8, 0.95, 1e-6, 0.2, amsGrad: true) },
        { "RmsProp", p => new RmsProp<double>(p) },
        { "RmsProp.options", p => new RmsProp<double>(p, 0.02, 0.9, 1e-6, centered: true, 0.7, 0.1) },
        { "AdaGrad", p => new AdaGrad<double>(p) },
        { "AdaGrad.options", p => new AdaGrad<double>(p, 0.1, 0.05, 0.1, 0.3, 1e-8) },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Step_OnGivenGradients_IsPyTorchs(string name, Func<Parameter<double>[], Optimizer<double>> make)
    {
        Parameter<double>[] parameters = Parameters();
        Optimizer<double> optimizer = make(parameters);
        for (int i = 0; i < 12; i++)
        {
            optimizer.Step(Gradients(parameters, i));
            if (i is 0 or 1 or 2 or 11)
            {
                Torch.AssertClose($"{name}.{i}.first", parameters[0].Value, 1e-14);
                Torch.AssertClose($"{name}.{i}.second", parameters[1].Value, 1e-14);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void State_SavedAndSet_ContinuesToTheBit(string name, Func<Parameter<double>[], Optimizer<double>> make)
    {
        Parameter<double>[] parameters = Parameters(), resumed = Parameters();
        Optimizer<double> optimizer = make(parameters), other = make(resumed);
        for (int i = 0; i < 5; i++)
        {
            optimizer.Step(Gradients(parameters, i));
        }

        other.State = optimizer.State;
        resumed.Zip(parameters, (to, from) => (to, from)).ToList().ForEach(pair => pair.to.Assign(pair.from.Value));
        for (int i = 5; i < 12; i++)
        {
            optimizer.Step(Gradients(parameters, i));
            other.Step(Gradients(resumed, i));
        }

        Assert.Equal(parameters[0].Value.ToArray(), resumed[0].Value.ToArray());
        Assert.Equal(parameters[1].Value.ToArray(), resumed[1].Value.ToArray());
        Assert.True(other.State.ContainsKey("1.second.steps"), name);
    }

    [Theory]
    [InlineData("Sgd", 1e-12, 50)]
    [InlineData("Adam", 1e-9, 50)]
    [InlineData("RmsProp", 1e-9, 50)]
    [InlineData("Lbfgs", 1e-9, 15)] // of 5 iterations; PyTorch's own losses differ by 2e-8 in step 20 if the weights differ by 4e-16
    public void Steps_OfASmoothNet_HavePyTorchsLosses(string name, double tolerance, int steps)
    {
        var model = new Sequential<double>(
            new Linear<double>(3, 8, new Random(1)), new Lambda<double>("Tanh", x => x.Tanh()), new Linear<double>(8, 2, new Random(1)));
        for (int i = 0; i < 4; i++)
        {
            model.Parameters[i].Assign(Torch.Of($"run.{i}"));
        }

        Func<Tensor> loss = () => Loss.MeanSquaredError(model.Forward(Torch.Of("run.x")), Torch.Of("run.t"));
        Func<Tensor> step = name switch
        {
            "Sgd" => Steps(new Sgd<double>(model.Parameters, 0.1, 0.9), loss),
            "Adam" => Steps(new Adam<double>(model.Parameters, 0.05), loss),
            "RmsProp" => Steps(new RmsProp<double>(model.Parameters, 0.01), loss),
            _ => new Lbfgs<double>(model.Parameters, 0.5, maxIterations: 5, historySize: 4) is var lbfgs ? () => lbfgs.Step(loss) : null!,
        };
        Tensor losses = Tensor.Stack([.. Enumerable.Range(0, steps).Select(_ => step())], 0);
        Torch.AssertClose($"run.{name}", losses, tolerance, steps);
    }

    [Fact]
    public void LbfgsState_SavedAndSet_ContinuesToTheBit()
    {
        Parameter<double> p = Start(), q = Start();
        var first = new Lbfgs<double>([p], maxIterations: 4, historySize: 3);
        var second = new Lbfgs<double>([q], maxIterations: 4, historySize: 3);
        for (int i = 0; i < 3; i++)
        {
            first.Step(() => Rosenbrock(p.Value));
        }

        second.State = first.State;
        q.Assign(p.Value);
        for (int i = 0; i < 3; i++)
        {
            first.Step(() => Rosenbrock(p.Value));
            second.Step(() => Rosenbrock(q.Value));
        }

        Assert.Equal(p.Value.ToArray(), q.Value.ToArray());
        Assert.True(Rosenbrock(p.Value).Item < 1);

        static Parameter<double> Start() => new("p", [-0.5, 0.7]);
        static Tensor Rosenbrock(Tensor x) => (1 - x[0]).Square() + (5 * (x[1] - x[0].Square()).Square());
    }

    [Fact]
    public void Schedules_ThirtySteps_ArePyTorchs()
    {
        (string Name, Schedule Schedule)[] schedules =
        [
            ("StepDecay", new StepDecay(0.4, 7, 0.3)), ("Exponential", new Exponential(0.4, 0.9)), ("Cosine", new Cosine(0.4, 20, 0.01)),
            ("WarmUp", new WarmUp(0.4, 8, 0.1)), ("OneCycle", new OneCycle(0.4, 30)),
        ];
        foreach ((string name, Schedule schedule) in schedules)
        {
            Torch.AssertClose($"schedule.{name}", Tensor.Constant([.. Enumerable.Range(0, 30).Select(schedule.At)]), 1e-12);
        }

        Assert.Equal(0.4 * 0.9, new WarmUp(0.4, 8, then: new Exponential(0.4, 0.9)).At(9), 1e-15);
        Assert.Equal(0.4, new WarmUp(0.4, 8).At(100));
        Assert.Equal(new OneCycle(0.4, 30).At(29), new OneCycle(0.4, 30).At(1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Exponential(0.4, 0.9).At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay(-1, 3));
    }

    [Theory]
    [InlineData("long", 1)]
    [InlineData("short", 100)]
    public void Clip_ByNorm_IsPyTorchs(string name, double max)
    {
        Parameter<double>[] parameters = Parameters();
        Gradients<double> gradients = Gradients(parameters, 0), clipped = Clip.ByNorm(gradients, parameters, max);
        Assert.Equal(Torch.Of($"norm.{name}").Item, Clip.Norm(gradients, parameters), 1e-14);
        Torch.AssertClose($"clipped.{name}.first", clipped[parameters[0].Value], 1e-14);
        Torch.AssertClose($"clipped.{name}.second", clipped[parameters[1].Value], 1e-14);
    }

    [Fact]
    public void Clip_OfSomeParameters_LeavesTheOthers()
    {
        Parameter<double>[] parameters = Parameters();
        Gradients<double> gradients = Gradients(parameters, 0);
        Gradients<double> byNorm = Clip.ByNorm(gradients, parameters[1..], 0.01), byValue = Clip.ByValue(gradients, parameters[1..], 0.1);

        Assert.Equal(0.01, byNorm[parameters[1].Value].Norm().Item, 1e-6);
        Assert.Equal(gradients[parameters[1].Value].Clamp(-0.1, 0.1).ToArray(), byValue[parameters[1].Value].ToArray());
        Assert.Same(gradients[parameters[0].Value], byNorm[parameters[0].Value]);
        Assert.Same(gradients[parameters[0].Value], byValue[parameters[0].Value]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Clip.ByNorm(gradients, parameters, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Clip.ByValue(gradients, parameters, double.NaN));

        // Both parameters have the very same gradient; each counts.
        Gradients<double> shared = (parameters[0].Value.Sum() + parameters[1].Value.Sum()).Backward();
        Assert.Equal(Math.Sqrt(10), Clip.Norm(shared, parameters), 1e-14);
    }

    [Fact]
    public void Step_WithGradientsOfAnEarlierValue_IsAnError()
    {
        Parameter<double>[] parameters = Parameters();
        var optimizer = new Sgd<double>(parameters, 0.1);
        Gradients<double> gradients = Gradients(parameters, 0);
        optimizer.Step(gradients);
        double[] after = parameters[0].Value.ToArray();

        string message = Assert.Throws<InvalidOperationException>(() => optimizer.Step(gradients)).Message;

        Assert.Contains("the gradients of \"first\" were computed before its last update", message, StringComparison.Ordinal);
        Assert.Equal(after, parameters[0].Value.ToArray());
    }

    [Fact]
    public void Step_WithGradientsOfNothingOfItsOwn_IsAnError()
    {
        Tensor x = Tensor.Variable(3);
        var optimizer = new Sgd<double>(Parameters(), 0.1);
        string message = Assert.Throws<InvalidOperationException>(() => optimizer.Step((x * x).Backward())).Message;
        Assert.Contains("depends on no parameter", message, StringComparison.Ordinal);
        Assert.Contains("first (3, 2)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void FrozenParameter_IsNotChangedAndHasNoGradient()
    {
        Parameter<double>[] parameters = Parameters();
        parameters[0].IsTrainable = false;
        var optimizer = new Adam<double>(parameters, 0.1);
        Gradients<double> gradients = (parameters[0].Value.Square().Sum() + parameters[1].Value.Square().Sum()).Backward();
        optimizer.Step(gradients);

        Assert.Single(gradients.Variables);
        Assert.Equal(Torch.Of("first").ToArray(), parameters[0].Value.ToArray());
        Assert.NotEqual(Torch.Of("second").ToArray(), parameters[1].Value.ToArray());
        Assert.Equal([0, 0, 0], optimizer.State["0.first.steps"].ToArray());
        Assert.Equal([1, 0, 0], optimizer.State["1.second.steps"].ToArray());
    }

    [Fact]
    public void AccumulatedGradients_OfTwoHalves_AreThoseOfTheWhole()
    {
        Parameter<double>[] parameters = Parameters();
        Tensor x = Torch.Of("run.x")[.., ..2];
        Tensor Loss(Tensor batch) => batch.MatMul(parameters[0].Value.T).Square().Sum();

        Gradients<double> halves = Loss(x[..8]).Backward() + Loss(x[8..]).Backward();

        Naive.AssertClose("gradient", Loss(x).Backward()[parameters[0].Value].ToArray(), halves[parameters[0].Value]);
    }

    [Fact]
    public void Optimizer_WithWrongArguments_IsAnErrorThatSaysWhy()
    {
        Parameter<double>[] p = Parameters();
        Func<object>[] wrong =
        [
            () => new Sgd<double>([], 0.1), () => new Sgd<double>([p[0], p[0]], 0.1), () => new Sgd<double>(p, -0.1),
            () => new Sgd<double>(p, double.NaN), () => new Sgd<double>(p, 0.1, nesterov: true),
            () => new Sgd<double>(p, 0.1, 0.9, 0.1, nesterov: true), () => new Sgd<double>(p, 0.1, -1),
            () => new Sgd<double>(p, 0.1, 0.9, dampening: -0.1), () => new Sgd<double>(p, 0.1, 0.9, dampening: double.NaN),
            () => new Adam<double>(p, beta1: 1), () => new Adam<double>(p, beta2: -0.1), () => new Adam<double>(p, epsilon: -1),
            () => new AdamW<double>(p, weightDecay: double.NaN), () => new RmsProp<double>(p, alpha: 1),
            () => new AdaGrad<double>(p, initialSum: -1),
            () => new Lbfgs<double>(p, maxIterations: 0), () => new Lbfgs<double>([]),
            () => new Sgd<double>(p, 0.1) { State = new Dictionary<string, Tensor> { ["0.first.steps"] = [0, 0, 0] } },
            () => new Lbfgs<double>(p) { State = new Dictionary<string, Tensor>() },
        ];
        Assert.All(wrong, make => Assert.IsAssignableFrom<ArgumentException>(Record.Exception(make)));
        string message = Assert.Throws<ArgumentException>(wrong[^2]).Message;
        Assert.Contains("\"1.second.steps\" is missing", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_OfFloats_IsNearThatOfDoubles()
    {
        var p = new Parameter<float>("first", Torch.Of("first").Convert<float>());
        var optimizer = new Adam<float>([p]);
        optimizer.Step((p.Value * Torch.Of("gradient.0.first").Convert<float>()).Sum().Backward());
        Assert.All(Torch.Of("Adam.0.first").ToArray().Zip(p.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Step_OfALargeParameter_AllocatesItsNewValueAlone(string name, Func<Parameter<double>[], Optimizer<double>> make)
    {
        const int count = 1_000_000;
        var parameter = new Parameter<double>("p", Tensor.Ones([count]));
        Optimizer<double> optimizer = make([parameter]);
        optimizer.Step(parameter.Value.Sum().Backward());
        Gradients<double> gradients = parameter.Value.Sum().Backward();
        long before = GC.GetAllocatedBytesForCurrentThread();
        optimizer.Step(gradients);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < (8 * count) + 100_000, $"{name} allocates {allocated} bytes for a parameter of {8 * count}.");
    }

    private static Func<Tensor> Steps(Optimizer<double> optimizer, Func<Tensor> loss) => () =>
    {
        Tensor value = loss();
        optimizer.Step(value.Backward());
        return value.Detach();
    };

    private static Parameter<double>[] Parameters() => [new("first", Torch.Of("first")), new("second", Torch.Of("second"))];

    /// <summary>Gradients that are given: of ⟨gradient, parameter⟩. The second parameter gets none in every third step.</summary>
    private static Gradients<double> Gradients(Parameter<double>[] parameters, int step)
    {
        Tensor y = (parameters[0].Value * Torch.Of($"gradient.{step}.first")).Sum();
        return (step % 3 == 2 ? y : y + (parameters[1].Value * Torch.Of($"gradient.{step}.second")).Sum()).Backward();
    }
}
