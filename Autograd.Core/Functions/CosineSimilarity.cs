using Autograd.Functions;
using Autograd.Tensors;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The cosine of the angle between two tensors along an axis, a·b/(max(‖a‖, ε)·max(‖b‖, ε)): 1 for the same direction. PyTorch:
    /// <c>F.cosine_similarity</c>.
    /// </summary>
    /// <param name="other">Another, of the same shape or one that broadcasts.</param>
    /// <param name="axis">The axis of the shape that both stretch to, from either end; it goes.</param>
    /// <param name="epsilon">The least length, above 0, which keeps a zero from dividing.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast, or the axis is out of range.</exception>
    public Tensor<T> CosineSimilarity(Tensor<T> other, int axis = 1, double epsilon = 1e-8)
    {
        ArgumentNullException.ThrowIfNull(other);
        Shape shape = Broadcasting.Of("CosineSimilarity", [this, other]);
        int fromRight = shape.Axis(axis, "CosineSimilarity", Name) - shape.Rank;
        int extent = shape[^-fromRight];
        return (Normalized(fromRight, extent, epsilon) * other.Normalized(fromRight, extent, epsilon)).Sum(fromRight);
    }

    /// <summary>x/max(‖x‖, ε) along an axis counted from the right, to whose extent it is stretched first.</summary>
    private Tensor<T> Normalized(int axisFromRight, int extent, double epsilon)
    {
        int[] axes = [.. Enumerable.Repeat(1, Math.Max(0, -axisFromRight - Shape.Rank)), .. Shape.Axes];
        axes[^-axisFromRight] = extent;
        Tensor<T> stretched = BroadcastTo(Shape.Create(axes));
        ScaledSquares<T> squares = ScaledSquares<T>.Of(stretched, [axisFromRight], divisor: 1, least: epsilon, whole: true);
        Tensor<T> length = squares.ScaledRoot(epsilon: 0), least = epsilon / squares.Scale;
        return squares.Values / Select(length <= least, least, length);
    }
}
