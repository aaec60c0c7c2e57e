using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// Inputs with what belongs to them, targets or classes, row by row. A batch of it is a data set too. PyTorch's <c>TensorDataset</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Dataset<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T>? targets;
    private readonly int[]? classes;

    /// <summary>Inputs with targets that are numbers.</summary>
    /// <param name="inputs">A row for each sample, along the first axis.</param>
    /// <param name="targets">As many rows.</param>
    /// <exception cref="ShapeException">The numbers of rows differ.</exception>
    public Dataset(Tensor<T> inputs, Tensor<T> targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        RequireRows(inputs, targets.Shape.Rank == 0 ? -1 : targets.Shape[0], $"{targets.Label("targets")}");
        (Inputs, this.targets) = (inputs.Detach(), targets.Detach());
    }

    /// <summary>Inputs with classes.</summary>
    /// <param name="inputs">A row for each sample, along the first axis.</param>
    /// <param name="classes">A class for each row.</param>
    /// <exception cref="ShapeException">The numbers of rows and classes differ.</exception>
    public Dataset(Tensor<T> inputs, int[] classes)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(classes);
        RequireRows(inputs, classes.Length, Wording.Count(classes.Length, "class", "classes"));
        (Inputs, this.classes) = (inputs.Detach(), classes);
    }

    /// <summary>The inputs, one row for each sample.</summary>
    public Tensor<T> Inputs { get; }

    /// <summary>The targets, as many rows.</summary>
    /// <exception cref="InvalidOperationException">The data set has classes.</exception>
    public Tensor<T> Targets => targets ?? throw new InvalidOperationException("This data set has classes and no targets: read Classes.");

    /// <summary>The class of each sample.</summary>
    /// <exception cref="InvalidOperationException">The data set has targets.</exception>
    public int[] Classes => classes ?? throw new InvalidOperationException("This data set has targets and no classes: read Targets.");

    /// <summary>The number of samples.</summary>
    public int Count => Inputs.Shape[0];

    /// <summary>The samples with these numbers, in this order.</summary>
    /// <param name="rows">Numbers from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or too large.</exception>
    public Dataset<T> Select(ReadOnlySpan<int> rows)
    {
        Tensor<T> inputs = Inputs.IndexSelect(0, rows);
        if (targets is not null)
        {
            return new Dataset<T>(inputs, targets.IndexSelect(0, rows));
        }

        var chosen = new int[rows.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = classes![rows[i]];
        }

        return new Dataset<T>(inputs, chosen);
    }

    /// <summary>The first samples and the rest: for training and validation. Shuffle first if the samples are sorted.</summary>
    /// <param name="first">The number of samples in the first part.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public (Dataset<T> First, Dataset<T> Others) Split(int first)
    {
        Argument.That(first >= 0 && first <= Count, first, "Dataset.Split", $"0 to {Count}, the number of samples");
        int[] rows = [.. Enumerable.Range(0, Count)];
        return (Select(rows.AsSpan(0, first)), Select(rows.AsSpan(first)));
    }

    /// <summary>The samples in another order.</summary>
    /// <param name="random">Where the order comes from.</param>
    public Dataset<T> Shuffled(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int[] rows = [.. Enumerable.Range(0, Count)];
        random.Shuffle(rows);
        return Select(rows);
    }

    /// <summary>The samples in batches, the last of which may be smaller; each time in a new order if shuffled.</summary>
    /// <param name="size">The number of samples in a batch.</param>
    /// <param name="shuffle">Where the order comes from; null for the order as it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    public IEnumerable<Dataset<T>> Batches(int size, Random? shuffle = null)
    {
        Argument.AtLeast(1, size, "Dataset.Batches");
        return size >= Count && shuffle is null ? [this] : Cut();

        IEnumerable<Dataset<T>> Cut()
        {
            int[] rows = [.. Enumerable.Range(0, Count)];
            shuffle?.Shuffle(rows);
            foreach (int[] batch in rows.Chunk(size))
            {
                yield return Select(batch);
            }
        }
    }

    private static void RequireRows(Tensor<T> inputs, int rows, string others)
    {
        if (inputs.Shape.Rank == 0 || inputs.Shape[0] != rows)
        {
            throw new ShapeException($"Dataset: {inputs.Label("inputs")} and {others} must have equally many rows, along the first axis.");
        }
    }
}
