using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>The class of each row of a batch, checked, with what the losses of classification need of it.</summary>
internal sealed class ClassTargets<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] classes;
    private readonly Shape gathered; // that of the logits with one class
    private readonly Tensor<T>? weights;
    private readonly Tensor<T> counted; // 1, and 0 for a row that is ignored
    private readonly Tensor<T> rowWeights; // w[c], and 0 for a row that is ignored

    public ClassTargets(string loss, Tensor<T> logits, ReadOnlySpan<int> classes, int ignoreIndex, Tensor<T>? weights)
    {
        Axis = AxisOf(loss, logits);
        ClassCount = logits.Shape[Axis];
        this.weights = weights is null ? null : Along(loss, logits, Axis, weights);
        int[] extents = logits.Shape.Axes.ToArray();
        extents[Axis] = 1;
        gathered = Shape.Create(extents);
        if (classes.Length != gathered.Count)
        {
            throw new ShapeException(
                $"{loss}: {Wording.Count(classes.Length, "target")} for the {Wording.Count(gathered.Count, "row")} of "
                + $"{logits.Label("the logits")}, with the "
                + $"classes along axis {Axis}: each row needs one.");
        }

        this.classes = classes.ToArray();
        var counts = new T[classes.Length];
        for (int row = 0; row < counts.Length; row++)
        {
            int label = classes[row];
            if (label != ignoreIndex && (uint)label >= (uint)ClassCount)
            {
                string range = ClassCount == 0 ? "has no positions" : ClassCount == 1 ? "has only the class 0"
                    : $"has the classes 0 to {ClassCount - 1}";
                throw new ArgumentOutOfRangeException(
                    nameof(classes), $"{loss}: the class of row {row} is {label}, but axis {Axis} of {logits.Label("the logits")} "
                        + $"{range}.");
            }

            counts[row] = label == ignoreIndex ? T.Zero : T.One;
            this.classes[row] = label == ignoreIndex ? 0 : label; // any class, to be read and given the weight 0
        }

        counted = Tensor<T>.Constant(counts, gathered).Squeeze(Axis);
        rowWeights = weights is null
            ? counted
            : Tensor<T>.Select(counted, weights.IndexSelect(0, this.classes).Reshape(counted.Shape.Axes), 0);
    }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; }

    public int ClassCount { get; }

    /// <summary>1 for a batch, 0 for the vector of one row.</summary>
    public static int AxisOf(string loss, Tensor<T> logits) => logits.Shape.Rank == 0
        ? throw new ShapeException($"{loss}: {logits.Label("the tensor of logits")} is a scalar, but needs an axis of classes: (N, C), "
            + "(N, C, …) or (C).")
        : Math.Min(1, logits.Shape.Rank - 1);

    /// <summary>The weights of the classes, shaped to be multiplied with the logits.</summary>
    public static Tensor<T> Along(string loss, Tensor<T> logits, int axis, Tensor<T> weights)
    {
        if (weights.Shape.Rank != 1 || weights.Shape[0] != logits.Shape[axis])
        {
            throw new ShapeException(
                $"{loss}: the weights must be a vector with one for each of the {Wording.Count(logits.Shape[axis], "class", "classes")} "
                + $"along axis {axis} of "
                + $"{logits.Label("the logits")}, but they are {weights.Label("a tensor")}.");
        }

        var extents = new int[logits.Shape.Rank - axis];
        Array.Fill(extents, 1);
        extents[0] = -1;
        return weights.Reshape(extents);
    }

    /// <summary>−w[c]·q[c] of each row.</summary>
    public Tensor<T> NegativeLikelihood(Tensor<T> logs)
    {
        Tensor<T> ofClass = logs.Gather(Axis, classes, gathered).Squeeze(Axis);
        Tensor<T> losses = Tensor<T>.Select(counted, -ofClass, 0); // selected, because an ignored row may be −∞
        return weights is null ? losses : Loss.Term(rowWeights, losses);
    }

    /// <summary>−Σ w·q of each row that is not ignored.</summary>
    public Tensor<T> NegativeSum(Tensor<T> logs)
    {
        Tensor<T> sums = -(weights is null ? logs : Loss.Term(weights, logs)).Sum(Axis);
        return Tensor<T>.Select(counted, sums, 0);
    }

    /// <summary>The mean by the weights of the rows, the sum, or the losses themselves.</summary>
    public Tensor<T> Reduced(Tensor<T> losses, Reduction reduction) =>
        reduction == Reduction.Mean ? losses.Sum() / rowWeights.Sum() : losses.Reduced(reduction);
}
