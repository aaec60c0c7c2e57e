using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

public class ShapeTests
{
    [Fact]
    public void Shape_OfAMatrix_HasItsExtents()
    {
        Shape shape = [2, 3];

        Assert.Equal(2, shape.Rank);
        Assert.Equal(6, shape.Count);
        Assert.Equal((2, 3), (shape[0], shape[1]));
        Assert.Equal((3, 2), (shape[^1], shape[^2]));
        Assert.Equal([2, 3], shape.Axes.ToArray());
    }

    [Fact]
    public void Shape_OfAScalar_HasNoAxesAndOneElement()
    {
        Shape scalar = [], none = default;

        Assert.Equal((0, 1, "()"), (scalar.Rank, scalar.Count, scalar.ToString()));
        Assert.True(scalar.Axes.IsEmpty);
        Assert.Equal(scalar, none);
        Assert.Equal(scalar.GetHashCode(), none.GetHashCode());
        Assert.Equal(scalar, Tensor.Constant(3).Shape);
    }

    [Fact]
    public void Equality_IsByValue()
    {
        Shape shape = [2, 3], same = Shape.Create([2, 3]);
        Shape[] others = [[], [2], [3, 2], [2, 3, 1], [6], [2, 0]];

        Assert.True(shape == same && shape.Equals(same) && shape.Equals((object)same) && !(shape != same));
        Assert.Equal(shape.GetHashCode(), same.GetHashCode());
        Assert.All(
            others, other => Assert.True(shape != other && !shape.Equals(other) && !(shape == other) && !shape.Equals((object)other)));
        Assert.False(shape.Equals("(2, 3)"));
        Assert.NotEqual<Shape>([0], [1]);
        Assert.NotEqual<Shape>([], [1]);
    }

    [Fact]
    public void ToString_PrintsExtentsInParentheses()
    {
        Shape[] shapes = [[], [3], [2, 3], [0, 1, 10]];

        Assert.Equal(["()", "(3)", "(2, 3)", "(0, 1, 10)"], shapes.Select(shape => shape.ToString()));
    }

    [Fact]
    public void Foreach_GivesTheExtentsInOrder()
    {
        Shape shape = [4, 0, 5];
        var extents = new List<int>();
        foreach (int extent in shape)
        {
            extents.Add(extent);
        }

        Assert.Equal([4, 0, 5], extents);
    }

    /// <summary>The compiler takes a property Length, and only without one Count, for the number of things that a spread gives.</summary>
    [Fact]
    public void Spread_IntoACollection_GivesTheExtentsAndNothingElse()
    {
        Shape matrix = [2, 3], ones = [1, 1], longer = [4, .. matrix], scalar = [];
        int[] array = [.. matrix];
        List<int> list = [.. matrix, 5];

        Assert.Equal([4, 2, 3], longer);
        Assert.Equal([2, 3], array);
        Assert.Equal([2, 3, 5], list);
        Assert.Equal([1, 1], (int[])[.. ones]);
        Assert.Equal([7], (int[])[.. scalar, 7]);
        Assert.Equal([2, 3, 1], Tensor.Zeros([.. matrix, 1]).Shape);
    }

    [Fact]
    public void ListPattern_MatchesTheExtents()
    {
        Shape matrix = [2, 3], scalar = [];

        Assert.True(matrix is [2, 3]);
        Assert.True(matrix is [var rows, _] && rows == 2);
        Assert.True(scalar is []);
        Assert.False(matrix is [_, _, _, _, _, _]);
    }

    [Fact]
    public void Create_CallersArrayChangedLater_DoesNotChangeTheShape()
    {
        int[] axes = [2, 3];
        Shape shape = Shape.Create(axes);
        axes[0] = 7;

        Assert.Equal([2, 3], shape);
    }

    [Fact]
    public void Create_NegativeExtent_IsAShapeExceptionThatNamesIt()
    {
        string message = Assert.Throws<ShapeException>(() => Shape.Create([2, -1])).Message;

        Assert.Contains("-1", message);
        Assert.Contains("0 or more", message);
        Assert.Contains("Reshape", message);
    }

    [Fact]
    public void Create_MoreElementsThanAnArrayHolds_IsAShapeException()
    {
        string message = Assert.Throws<ShapeException>(() => Shape.Create([65536, 65536])).Message;

        Assert.Contains("(65536, 65536)", message);
        Assert.Throws<ShapeException>(() => Shape.Create([int.MaxValue, int.MaxValue, int.MaxValue]));
        Assert.Throws<ShapeException>(() => Shape.Create([Array.MaxLength, 2]));
        Assert.Throws<ShapeException>(() => Shape.Create([Array.MaxLength + 1]));
        Assert.Equal(Array.MaxLength, Shape.Create([Array.MaxLength]).Count);
    }

    [Fact]
    public void Count_WithAnEmptyAxis_IsZeroHoweverLargeTheOthers()
    {
        Assert.Equal(0, Shape.Create([65536, 65536, 0]).Count);
        Assert.Equal(0, Shape.Create([0, int.MaxValue, int.MaxValue]).Count);
    }
}
