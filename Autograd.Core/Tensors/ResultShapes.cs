namespace Autograd;

// Shapes of results. One that no tensor can have is an error of the operation that asked for it.
public sealed partial class Tensor<T>
{
    private static Shape InferShape(Primitive<T> primitive, ReadOnlySpan<Tensor<T>> inputs)
    {
        try
        {
            return primitive.InferShape(inputs);
        }
        catch (ShapeException exception) when (exception.IsOfShapeAlone)
        {
            throw Impossible(primitive.Name, inputs, exception);
        }
    }

    /// <summary>The error for a result whose shape none can be.</summary>
    internal static ShapeException Impossible(string operation, ReadOnlySpan<Tensor<T>> operands, ShapeException exception)
    {
        string[] labels = [.. operands.ToArray().Select((operand, i) => operand.Label($"operand {i + 1}"))];
        return new ShapeException($"{operation} of {string.Join(", ", labels)}: {exception.Message}", exception);
    }

    /// <summary>A shape for a result of this tensor; if there is none, the error names the operation.</summary>
    private Shape ResultShape(string operation, ReadOnlySpan<int> axes)
    {
        try
        {
            return Shape.Create(axes);
        }
        catch (ShapeException exception) when (exception.IsOfShapeAlone)
        {
            throw Impossible(operation, [this], exception);
        }
    }
}
