using System.Numerics;

namespace Autograd.Nn;

/// <summary>
/// All that training changes, as it was at one moment: every parameter and buffer of the model, the parameters that only the optimizer
/// knows, what it remembers, and its learning rate. Values are tensors, which never change, so only the optimizer's are copied.
/// </summary>
internal sealed class Snapshot<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly (Parameter<T> Parameter, Tensor<T> Value)[] parameters;
    private readonly (Buffer<T> Buffer, Tensor<T> Value)[] buffers;
    private readonly Optimizer<T> optimizer;
    private readonly IReadOnlyDictionary<string, Tensor<T>> state;
    private readonly double learningRate;

    /// <summary>Of this moment, but for the buffers, which a forward may have changed since.</summary>
    public Snapshot(Module<T> model, Optimizer<T> optimizer, IEnumerable<(Buffer<T>, Tensor<T>)> buffers)
    {
        parameters = [.. model.Parameters.Union(optimizer.Parameters).Select(parameter => (parameter, parameter.Variable))];
        this.buffers = [.. buffers];
        this.optimizer = optimizer;
        (state, learningRate) = (optimizer.State, optimizer.LearningRate);
    }

    /// <summary>Makes everything what it was.</summary>
    public void Restore()
    {
        Array.ForEach(parameters, held => held.Parameter.Assign(held.Value));
        Array.ForEach(buffers, held => held.Buffer.Assign(held.Value));
        (optimizer.State, optimizer.LearningRate) = (state, learningRate);
    }
}
