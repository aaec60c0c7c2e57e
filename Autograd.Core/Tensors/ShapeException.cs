namespace Autograd;

/// <summary>
/// Shapes, axes or sizes that do not fit. The message names the operation, the shapes, the names of named tensors, and what would
/// have worked.
/// </summary>
public sealed class ShapeException : ArgumentException
{
    /// <summary>Makes an exception without a message.</summary>
    public ShapeException()
    {
    }

    /// <summary>Makes an exception with this message.</summary>
    public ShapeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with this message and the exception that caused it.</summary>
    public ShapeException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Whether it is about a shape that none can be: whoever asked for the shape adds for what.</summary>
    internal bool IsOfShapeAlone { get; init; }
}
