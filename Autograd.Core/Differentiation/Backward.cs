using Autograd.Differentiation;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The gradient of this tensor with respect to every variable it depends on, by one sweep back through the recorded graph. Nothing
    /// is stored in the tensors: a second call gives the same answer.
    /// </summary>
    /// <param name="seed">
    /// The gradient of this tensor itself, of its shape; 1 for a tensor of one element if null. With <paramref name="createGraph"/>,
    /// gradients flow into a tracked seed too.
    /// </param>
    /// <param name="createGraph">Whether the sweep is recorded, so that the gradients can be differentiated in turn.</param>
    /// <param name="keepInterior">
    /// Whether the gradients of the tensors between this one and the variables are kept too; <see cref="Gradients{T}.Why"/> can then say
    /// where a gradient became zero, large or NaN, while this tensor is at hand.
    /// </param>
    /// <returns>The gradients, looked up by variable.</returns>
    /// <exception cref="InvalidOperationException">
    /// This tensor does not depend on a variable, or it has several elements and there is no seed.
    /// </exception>
    /// <exception cref="ShapeException">The seed has another shape.</exception>
    /// <remarks>
    /// Inside a function that is itself being differentiated, a plain Backward cuts the outer derivative, because its gradients are
    /// constants: use <see cref="Differentiate"/> or createGraph there. PyTorch: <c>backward()</c>, but nothing accumulates in
    /// <c>.grad</c>, and the graph stays.
    /// </remarks>
    public Gradients<T> Backward(Tensor<T>? seed = null, bool createGraph = false, bool keepInterior = false)
    {
        if (!IsTracked)
        {
            throw new InvalidOperationException(
                $"Backward: nothing here depends on a variable. {Label("The tensor")} was computed from constants alone: make inputs "
                + "with Variable or AsVariable. If it is a gradient, take it with createGraph: true. A parameter that is frozen, or "
                + "whose module predicts, is a constant too.");
        }

        seed = SeedOrOne(seed, "Backward");
        var graph = new BackwardSlice<T>(this);
        Tensor<T>?[] gradients = ReverseSweep.Run(graph, seed, createGraph, keepInterior);
        var variables = new List<Tensor<T>>();
        var found = new SortedGradients<T>();
        SortedGradients<T>? interior = keepInterior ? new() : null;
        for (int p = 0; p < gradients.Length; p++)
        {
            Tensor<T> node = graph.Nodes[p];
            if (node.IsVariable)
            {
                // A variable that was reached, but through rules that give nothing, has the gradient 0 and not none.
                found.Add(node.Creation, gradients[p] ?? Zeros(node.Shape));
                if (node.Operation is null && !node.IsArgument)
                {
                    variables.Add(node);
                }
            }
            else if (gradients[p] is { } gradient)
            {
                interior?.Add(node.Creation, gradient);
            }
        }

        Gradients<T>.Origin? origin = keepInterior ? Gradients<T>.Origin.Of(this, seed) : null;
        return new Gradients<T>(variables, found, interior, Creation, Interlocked.Read(ref creations), origin);
    }

    /// <summary>The seed, if it fits; without one, the 1 that only a single element can start from.</summary>
    internal Tensor<T> SeedOrOne(Tensor<T>? seed, string caller) =>
        seed is null
            ? Shape.Count == 1
                ? Ones(Shape)
                : throw new InvalidOperationException(
                    $"{caller} starts from one element, but {Label("the tensor")} has {Shape.Count}. Sum it first, as in "
                    + $".Sum().Backward(), or pass a seed of shape {Shape}.")
            : seed.Shape == Shape
                ? seed
                : throw new ShapeException($"{caller}: the seed is {seed.Shape}, but {Label("the tensor")} needs a seed of its own shape.");
}
