using System.Globalization;
using System.Numerics;
using System.Text;

namespace Autograd.Tensors;

/// <summary>Tensors as text: laid out in rows and blocks, or as much of them as fits on one line.</summary>
internal static class TensorText
{
    /// <summary>The elements in rows and blocks, as <see cref="Tensor{T}.ToString(string, IFormatProvider)"/> promises.</summary>
    public static string Layout<T>(Tensor<T> x, string? format, IFormatProvider? provider)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string point = NumberFormatInfo.GetInstance(provider ?? CultureInfo.InvariantCulture).NumberDecimalSeparator;
        using ReadScope<T> read = x.Read();
        return x.Shape.Count == 0 ? Empty(x.Shape)
            : x.Shape.Rank == 0 ? Number(x.Item, format, provider)
            : TensorLayout.Of(read.Span, x.Shape, value => Number(value, format, provider), point);
    }

    /// <summary>The elements on one line of that many characters or a few more, cut short where it ends: <c>[[1 2 3] [4 …]]</c>.</summary>
    public static string OneLine<T>(Tensor<T> x, int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Shape.Count == 0)
        {
            return Empty(x.Shape);
        }

        var text = new StringBuilder();
        using ReadScope<T> read = x.Read();
        int open = 0;
        for (int i = 0; i < x.Shape.Count; i++)
        {
            int opening = Boundaries(x.Shape, i), closing = Boundaries(x.Shape, i + 1);
            string number = Number(read.Span[i]);
            if (i > 0 && text.Length + opening + number.Length + closing >= width)
            {
                text.Append(" …");
                break;
            }

            text.Append(i > 0 ? " " : "").Append('[', opening).Append(number).Append(']', closing);
            open += opening - closing;
        }

        return text.Append(']', open).ToString();
    }

    /// <summary>One element: with 8 significant digits at most, if there is no format.</summary>
    public static string Number<T>(T value, string? format = null, IFormatProvider? provider = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        provider ??= CultureInfo.InvariantCulture;
        return T.IsNaN(value) ? "nan"
            : T.IsInfinity(value) ? T.IsNegative(value) ? "-inf" : "inf"
            : string.IsNullOrEmpty(format) ? Digits(value, provider)
            : value.ToString(format, provider);
    }

    /// <summary>
    /// Eight digits, or fewer if they name the number too: g8 of 0.3f is 0.30000001, but g8 of the double that is written 0.3 is not.
    /// </summary>
    private static string Digits<T>(T value, IFormatProvider provider)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double shortest = double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        double rounded = double.Parse(shortest.ToString("g8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return rounded == shortest ? shortest.ToString("g8", provider) : value.ToString("g8", provider);
    }

    private static string Empty(Shape shape) => shape.Rank == 1 ? "[]" : $"[] {shape}";

    /// <summary>How many axes begin with element i, which is how many end before it.</summary>
    private static int Boundaries(Shape shape, int i)
    {
        int axes = 0;
        for (int inner = 1; axes < shape.Rank && i % (inner *= shape[^(axes + 1)]) == 0; axes++)
        {
        }

        return axes;
    }
}
