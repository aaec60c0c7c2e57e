using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The same elements in another shape, without a copy; the gradient is reshaped back. PyTorch: <c>reshape</c>.
    /// </summary>
    /// <param name="axes">The extents; one of them may be -1, which stands for what the element count leaves.</param>
    /// <exception cref="ShapeException">The element counts differ, or there is more than one -1.</exception>
    public Tensor<T> Reshape(params ReadOnlySpan<int> axes)
    {
        int[] extents = axes.ToArray();
        if (Array.Find(extents, extent => extent < -1) is < 0 and int negative)
        {
            throw new ShapeException(
                $"Reshape: {Label("the tensor")} cannot have the extent {negative}: extents are 0 or more, and one may be -1, for what the "
                + "others leave.");
        }

        int open = Array.IndexOf(extents, -1);
        if (open >= 0)
        {
            extents[open] = 1;
            int rest = extents.Contains(-1) ? 0 : ResultShape("Reshape", extents).Count;
            if (rest == 0 || Shape.Count % rest != 0)
            {
                throw new ShapeException(
                    $"Reshape: {Label("the tensor")} has {Shape.ElementsInWords}, which leaves no extent for the -1 in {Shape.Text(axes)}: "
                    + "there may be one -1, and the other extents must divide the count.");
            }

            extents[open] = Shape.Count / rest;
        }

        return Reshape(ResultShape("Reshape", extents));
    }

    /// <summary>Removes every axis of extent 1. PyTorch: <c>squeeze()</c>.</summary>
    public Tensor<T> Squeeze() => Reshape(Shape.Create([.. Shape.Axes.ToArray().Where(extent => extent != 1)]));

    /// <summary>Removes one axis of extent 1. PyTorch: <c>squeeze(axis)</c>, which ignores other extents where this is an error.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <exception cref="ShapeException">The axis is out of range, or its extent is not 1.</exception>
    public Tensor<T> Squeeze(int axis)
    {
        int from0 = Shape.Axis(axis, "Squeeze", Name);
        return Shape[from0] == 1
            ? Reshape(Shape.Create([.. Shape.Axes[..from0], .. Shape.Axes[(from0 + 1)..]]))
            : throw new ShapeException($"Squeeze: axis {axis} of {Label("the tensor")} has the extent {Shape[from0]}; only 1 can go.");
    }

    /// <summary>Inserts an axis of extent 1. PyTorch: <c>unsqueeze</c>.</summary>
    /// <param name="axis">Where the new axis shall be in the result, from either end: -1 makes it the last.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    public Tensor<T> Unsqueeze(int axis) => Unsqueeze(axis, "Unsqueeze");

    private Tensor<T> Unsqueeze(int axis, string operation)
    {
        int from0 = axis < 0 ? axis + Shape.Rank + 1 : axis;
        return from0 >= 0 && from0 <= Shape.Rank
            ? Reshape(Shape.Create([.. Shape.Axes[..from0], 1, .. Shape.Axes[from0..]]))
            : throw new ShapeException(
                $"{operation}: axis {axis} is out of range for {Label("the tensor")}: it can be {-Shape.Rank - 1} to {Shape.Rank}.");
    }

    [OverloadResolutionPriority(-1)] // a collection expression is a list of axes
    internal Tensor<T> Reshape(Shape shape) => shape == Shape ? this : Apply(new ReshapePrimitive(shape), this);

    private sealed class ReshapePrimitive(Shape target) : View
    {
        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[0].Shape.Count == target.Count
            ? target
            : throw new ShapeException(
                $"Reshape: {inputs[0].Label("the tensor")} has {inputs[0].Shape.ElementsInWords}, but {target} has {target.Count}.");

        protected override Tensor<T> Transpose(Tensor<T> gy, Shape shape) => gy.Reshape(shape);
    }
}
