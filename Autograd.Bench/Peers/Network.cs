using Autograd.Nn;

namespace Autograd.Bench;

/// <summary>A dense network with data to train it on, in the two ways of writing it: modules with an optimizer, or plain tensors.</summary>
/// <param name="Name">As in the names of results.</param>
/// <param name="Sizes">The numbers of units, from the inputs to the outputs.</param>
/// <param name="Batch">The number of rows.</param>
/// <param name="IsTanh">Whether the hidden units are tanh, not relu.</param>
/// <param name="IsClassifier">Whether the loss is cross-entropy, not the mean squared error.</param>
/// <param name="ActivatesOutput">Whether the last layer is activated too.</param>
internal sealed record Network(
    string Name, int[] Sizes, int Batch, bool IsTanh = false, bool IsClassifier = false, bool ActivatesOutput = false)
{
    public static Network[] All { get; } =
    [
        new("i_3-2_b64", [3, 2], 64, ActivatesOutput: true),
        new("ii_2-3-3-2_b1", [2, 3, 3, 2], 1, IsTanh: true),
        new("iii_784-128-10_b64", [784, 128, 10], 64, IsClassifier: true),
        new("iv_784-512-512-10_b128", [784, 512, 512, 10], 128, IsClassifier: true),
        new("v_1024-2048-2048-1024_b256", [1024, 2048, 2048, 1024], 256),
    ];

    private int Layers => Sizes.Length - 1;

    /// <summary>Flops of a step's matrix products: forward, the gradient of every weight, and that of every input but the first.</summary>
    public double Flops => Enumerable.Range(0, Layers).Sum(k => 2.0 * Batch * Sizes[k] * Sizes[k + 1] * (k == 0 ? 2 : 3));

    public long ParameterBytes => Enumerable.Range(0, Layers).Sum(k => (Sizes[k] + 1L) * Sizes[k + 1] * sizeof(float));

    /// <summary>A step as a user writes it, from modules; it returns the loss before the step.</summary>
    public Func<Tensor<float>> ModuleStep(Func<IEnumerable<Parameter<float>>, Optimizer<float>> optimizerOf)
    {
        Sequential<float> net = Modules();
        Optimizer<float> optimizer = optimizerOf(net.Parameters);
        (Tensor<float> x, Tensor<float> y, int[] classes) = Data();
        return () =>
        {
            Tensor<float> loss = LossOf(net.Forward(x), y, classes);
            optimizer.Step(loss.Backward());
            return loss;
        };
    }

    /// <summary>The same step on plain tensors, each parameter replaced by its next value.</summary>
    public Func<Tensor<float>> LeanStep(double rate = 0.01)
    {
        Tensor<float>[] parameters = Parameters();
        (Tensor<float> x, Tensor<float> y, int[] classes) = Data();
        return () =>
        {
            Tensor<float> loss = LossOf(Forward(parameters, x), y, classes);
            Tensor<float>[] gradients = Differentiate.GradientsOf(loss, parameters);
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] = (parameters[i].Detach() - (rate * gradients[i])).AsVariable();
            }

            return loss;
        };
    }

    /// <summary>The parameters as variables, each weight followed by its bias.</summary>
    public Tensor<float>[] Parameters() => [.. Modules().Parameters.Select(parameter => parameter.Value.Detach().AsVariable())];

    public Func<Tensor<float>[], Tensor<float>> LossOfParameters()
    {
        (Tensor<float> x, Tensor<float> y, int[] classes) = Data();
        return parameters => LossOf(Forward(parameters, x), y, classes);
    }

    private Sequential<float> Modules()
    {
        var random = new Random(1);
        var layers = new List<Module<float>>();
        for (int k = 0; k < Layers; k++)
        {
            layers.Add(new Linear<float>(Sizes[k], Sizes[k + 1], random));
            if (IsActivated(k))
            {
                layers.Add(IsTanh ? new Tanh<float>() : new Relu<float>());
            }
        }

        return new Sequential<float>([.. layers]);
    }

    private Tensor<float> Forward(Tensor<float>[] parameters, Tensor<float> x)
    {
        for (int k = 0; k < Layers; k++)
        {
            x = x.MatMul(parameters[2 * k], transposeOther: true) + parameters[(2 * k) + 1];
            x = !IsActivated(k) ? x : IsTanh ? x.Tanh() : x.Relu();
        }

        return x;
    }

    private bool IsActivated(int layer) => layer < Layers - 1 || ActivatesOutput;

    private Tensor<float> LossOf(Tensor<float> outputs, Tensor<float> targets, int[] classes) =>
        IsClassifier ? Loss.CrossEntropy(outputs, classes) : Loss.MeanSquaredError(outputs, targets);

    private (Tensor<float> X, Tensor<float> Y, int[] Classes) Data()
    {
        var random = new Random(2);
        return (
            Tensor<float>.Uniform(random, [Batch, Sizes[0]], 0, 1), Tensor<float>.Uniform(random, [Batch, Sizes[^1]], 0, 1),
            [.. Enumerable.Range(0, Batch).Select(_ => random.Next(Sizes[^1]))]);
    }
}
