using Autograd.Execution;
using Autograd.Messages;
using Autograd.Tensors;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>A scalar that derivatives do not flow into. PyTorch: <c>torch.tensor(value)</c>.</summary>
    public static Tensor<T> Constant(T value) => new(default, Storage<T>.Of(value));

    /// <summary>A vector of these values that derivatives do not flow into.</summary>
    public static Tensor<T> Constant(ReadOnlySpan<T> values) => Constant(values, [values.Length]);

    /// <summary>A tensor of these values, in row-major order, that derivatives do not flow into.</summary>
    /// <exception cref="ShapeException">The shape holds more or fewer elements than there are values.</exception>
    public static Tensor<T> Constant(ReadOnlySpan<T> values, Shape shape) => new(shape, Checked("Constant", values, shape));

    /// <summary>A matrix of these rows that derivatives do not flow into.</summary>
    public static Tensor<T> Constant(T[,] rows) => new(ShapeOf(rows), Flat(rows));

    /// <summary>A scalar to differentiate with respect to. PyTorch: <c>torch.tensor(value, requires_grad=True)</c>.</summary>
    public static Tensor<T> Variable(T value, string? name = null) => new(default, Storage<T>.Of(value), Traits.Tracked, name);

    /// <summary>A vector to differentiate with respect to.</summary>
    public static Tensor<T> Variable(ReadOnlySpan<T> values, string? name = null) => Variable(values, [values.Length], name);

    /// <summary>A tensor, in row-major order, to differentiate with respect to.</summary>
    /// <exception cref="ShapeException">The shape holds more or fewer elements than there are values.</exception>
    public static Tensor<T> Variable(ReadOnlySpan<T> values, Shape shape, string? name = null) =>
        new(shape, Checked("Variable", values, shape, name), Traits.Tracked, name);

    /// <summary>A matrix to differentiate with respect to.</summary>
    public static Tensor<T> Variable(T[,] rows, string? name = null) => new(ShapeOf(rows), Flat(rows), Traits.Tracked, name);

    /// <summary>A tensor of zeros. PyTorch: <c>torch.zeros</c>.</summary>
    public static Tensor<T> Zeros(Shape shape) => Fill(T.Zero, shape);

    /// <summary>A tensor of ones. PyTorch: <c>torch.ones</c>.</summary>
    public static Tensor<T> Ones(Shape shape) => Fill(T.One, shape);

    /// <summary>A tensor of one value throughout. PyTorch: <c>torch.full</c>.</summary>
    public static Tensor<T> Fill(T value, Shape shape)
    {
        Storage<T> storage = Executor<T>.Current.Rent(shape.Count);
        storage.Span(shape.Count).Fill(value);
        return new Tensor<T>(shape, storage);
    }

    /// <summary>A constant whose elements are still to be written, all of them, by a <see cref="TensorBuilder{T}"/>.</summary>
    internal static Tensor<T> Uninitialized(Shape shape) => new(shape, Executor<T>.Current.Rent(shape.Count));

    /// <summary>The identity matrix of n rows and n columns. PyTorch: <c>torch.eye</c>.</summary>
    /// <exception cref="ShapeException">n is negative.</exception>
    public static Tensor<T> Eye(int n)
    {
        RequireCount(n, "Eye");
        var result = new TensorBuilder<T>([n, n]);
        Span<T> values = result.Span;
        values.Clear();
        for (int i = 0; i < n; i++)
        {
            values[(i * n) + i] = T.One;
        }

        return result.Build();
    }

    /// <summary>
    /// start, start + step, … up to but without <paramref name="stop"/>, none if the step leads away. PyTorch and NumPy: <c>arange</c>.
    /// </summary>
    /// <remarks>
    /// Element i is start + i·step computed in double, and exists if that is before stop; in float it is rounded then, perhaps to stop.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The step is zero, an argument is NaN or infinite, or the elements are more than an array holds.
    /// </exception>
    public static Tensor<T> Arange(T start, T stop, T step)
    {
        if (step == T.Zero || !T.IsFinite(start) || !T.IsFinite(stop) || !T.IsFinite(step))
        {
            throw new ArgumentException(
                $"Arange: start {TensorText.Number(start)}, stop {TensorText.Number(stop)} and step {TensorText.Number(step)} must be "
                + "finite, and the step not zero.");
        }

        double first = double.CreateTruncating(start), end = double.CreateTruncating(stop), distance = double.CreateTruncating(step);
        int count = 0;
        for (int beyond = Array.MaxLength; count < beyond;)
        {
            // The elements never turn back, even rounded; so their number is found by halving, where a division would round.
            int middle = count + ((beyond - count) / 2);
            (count, beyond) = IsBeforeStop(middle) ? (middle + 1, beyond) : (count, middle);
        }

        if (count == Array.MaxLength)
        {
            throw new ShapeException(
                $"Arange: {TensorText.Number((stop - start) / step)} elements are more than an array holds; take a larger step.");
        }

        var result = new TensorBuilder<T>([count]);
        Span<T> values = result.Span;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(At(i));
        }

        return result.Build();

        bool IsBeforeStop(int i) => distance > 0 ? At(i) < end : At(i) > end;

        double At(int i)
        {
            double way = i * distance;
            return double.IsFinite(way) ? first + way : 2 * ((first / 2) + (i * (distance / 2)));
        }
    }

    /// <summary>
    /// <paramref name="count"/> evenly spaced values; the first is exactly start, the last exactly stop. PyTorch and NumPy:
    /// <c>linspace</c>.
    /// </summary>
    /// <exception cref="ShapeException">The count is negative.</exception>
    public static Tensor<T> Linspace(T start, T stop, int count)
    {
        RequireCount(count, "Linspace");
        T two = T.One + T.One;
        var result = new TensorBuilder<T>([count]);
        Span<T> values = result.Span;
        for (int i = 0; i < count; i++)
        {
            // From the nearer end, so that both ends are exact and the values mirror each other; by halves, which do not overflow.
            int other = count - 1 - i;
            T part = T.CreateTruncating(Math.Min(i, other)) / T.CreateTruncating(Math.Max(1, count - 1)) * two;
            values[i] = i <= other ? start + (((stop / two) - (start / two)) * part) : stop - (((stop / two) - (start / two)) * part);
        }

        return result.Build();
    }

    /// <summary>
    /// A row per class index: 1 in its column, 0 elsewhere. Shape (classes, <paramref name="count"/>). PyTorch: <c>F.one_hot</c>.
    /// </summary>
    /// <param name="classes">The column of each row's 1, from 0 to count − 1.</param>
    /// <param name="count">The number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is negative, or not below the count; the message names its row.</exception>
    public static Tensor<T> OneHot(ReadOnlySpan<int> classes, int count)
    {
        RequireCount(count, "OneHot");
        var result = new TensorBuilder<T>([classes.Length, count]);
        Span<T> values = result.Span;
        values.Clear();
        for (int row = 0; row < classes.Length; row++)
        {
            if (classes[row] < 0 || classes[row] >= count)
            {
                string range = count == 0 ? "there are no classes" : count == 1 ? "the only class is 0"
                    : $"the {count} classes run from 0 to {count - 1}";
                throw new ArgumentOutOfRangeException(nameof(classes), $"OneHot: row {row} has class {classes[row]}, but {range}.");
            }

            values[(row * count) + classes[row]] = T.One;
        }

        return result.Build();
    }

    /// <summary>Independent draws, uniform on [low, high). PyTorch: <c>torch.empty(shape).uniform_(low, high)</c>.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The bound above all values.</param>
    /// <exception cref="ArgumentException">A bound is NaN or infinite, or low is above high.</exception>
    public static Tensor<T> Uniform(Random random, Shape shape, T low, T high)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!T.IsFinite(low) || !T.IsFinite(high) || low > high)
        {
            throw new ArgumentException(
                $"Uniform: the bounds must be finite, and low not above high, but they are {TensorText.Number(low)} and "
                + $"{TensorText.Number(high)}.");
        }

        T largest = T.Max(low, T.BitDecrement(high)), width = high - low; // rounding may reach the bound, which is not to be drawn
        T two = T.One + T.One, halfLow = low / two, halfWidth = (high / two) - halfLow;
        return Drawn(shape, () =>
        {
            T part = T.CreateTruncating(random.NextDouble());
            return T.Min(largest, T.IsFinite(width) ? low + (width * part) : two * (halfLow + (halfWidth * part)));
        });
    }

    /// <summary>Independent draws from the normal distribution (Box and Muller, 1958). PyTorch: <c>torch.normal</c>.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="mean">The mean, finite.</param>
    /// <param name="deviation">The standard deviation, 0 or more, and finite.</param>
    /// <exception cref="ArgumentException">The deviation is negative, or a number is NaN or infinite.</exception>
    public static Tensor<T> Normal(Random random, Shape shape, T mean, T deviation)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(deviation >= T.Zero) || !T.IsFinite(deviation) || !T.IsFinite(mean))
        {
            throw new ArgumentException(
                $"Normal: the mean must be finite, and the deviation finite and 0 or more, but they are {TensorText.Number(mean)} and "
                + $"{TensorText.Number(deviation)}.");
        }

        return Drawn(shape, () =>
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())); // 1 - u is never 0
            return mean + (deviation * T.CreateTruncating(radius * Math.Cos(2 * Math.PI * random.NextDouble())));
        });
    }

    /// <summary>A number where a tensor is expected is a constant scalar: <c>2 * x</c>.</summary>
    public static implicit operator Tensor<T>(double value)
    {
        T number = T.CreateTruncating(value);
        return new(default, Storage<T>.Of(number), number == T.One ? Traits.PlainOne : Traits.None);
    }

    private static Tensor<T> Drawn(Shape shape, Func<T> draw)
    {
        Storage<T> storage = Executor<T>.Current.Rent(shape.Count);
        foreach (ref T value in storage.Span(shape.Count))
        {
            value = draw();
        }

        return new Tensor<T>(shape, storage);
    }

    private static void RequireCount(int count, string operation)
    {
        if (count < 0)
        {
            throw new ShapeException($"{operation}: the number must be 0 or more, but it is {count}.");
        }
    }

    private static Storage<T> Checked(string factory, ReadOnlySpan<T> values, Shape shape, string? name = null) =>
        values.Length == shape.Count
        ? Executor<T>.Current.Copy(values)
        : throw new ShapeException($"{factory}: {(name is null ? "a tensor" : Wording.Quoted(name))} of shape {shape} holds "
            + $"{shape.ElementsInWords}, not {Wording.Count(values.Length, "value")}.");

    private static Shape ShapeOf(T[,] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return [rows.GetLength(0), rows.GetLength(1)];
    }

    private static Storage<T> Flat(T[,] rows)
    {
        Storage<T> storage = Executor<T>.Current.Rent(rows.Length);
        int i = 0;
        foreach (T value in rows)
        {
            storage.Span(rows.Length)[i++] = value;
        }

        return storage;
    }
}
