using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Execution;
using Autograd.Messages;
using Autograd.Tensors;

namespace Autograd;

/// <summary>
/// An immutable array of numbers that remembers how it was computed. A tensor made from a variable is its own node of the graph:
/// it holds the <see cref="Operation"/> and the <see cref="Inputs"/> it came from, and <see cref="Backward"/> walks that graph.
/// The equivalent of <c>torch.Tensor</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; any other type is a <see cref="NotSupportedException"/>.</typeparam>
/// <remarks>
/// Values, shape and record never change (only the name can), so several threads may use the same tensors and the same graph at once. There
/// is nothing to dispose: a graph is collected when its last tensor is dropped.
/// </remarks>
/// <example><code>
/// using Tensor = Autograd.Tensor&lt;double&gt;;
///
/// Tensor x = Tensor.Variable(3, "x");
/// Tensor y = x * x;
/// Console.WriteLine(y.Backward()[x]);   // 6
/// </code></example>
[CollectionBuilder(typeof(TensorCollectionBuilder), nameof(TensorCollectionBuilder.Create))]
[DebuggerDisplay("{DebuggerText,nq}")]
public sealed partial class Tensor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static long creations;

    private readonly Traits traits;
    private readonly Tensor<T>? firstInput, secondInput;
    private readonly object? more; // all inputs where there are more than two; of others, their owner

    private Storage<T> storage; // not readonly, because it may hold an element itself, which only the maker of a tensor writes

    [Flags]
    private enum Traits : byte
    {
        None = 0,
        Tracked = 1,
        Argument = 2,
        PlainOne = 4, // the number 1, where a tensor was expected
    }

    private Tensor(Shape shape, Storage<T> storage, Traits traits = Traits.None, string? name = null, object? owner = null)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Tensor<{typeof(T).Name}> is not supported: the element type is float or double.");
        }

        Shape = shape;
        this.storage = storage;
        this.traits = traits;
        Name = name;
        more = owner;
        Creation = (traits & ~Traits.PlainOne) == Traits.None ? 0 : Interlocked.Increment(ref creations);
        Diagnostics.Remember(this);
    }

    private Tensor(
        Shape shape, Storage<T> storage, Traits traits, Primitive<T> operation, ReadOnlySpan<Tensor<T>> inputs)
    {
        Shape = shape;
        this.storage = storage;
        this.traits = traits;
        Operation = operation;
        InputCount = inputs.Length;
        if (InputCount > 2)
        {
            more = inputs.ToArray();
        }
        else
        {
            firstInput = InputCount > 0 ? inputs[0] : null;
            secondInput = InputCount > 1 ? inputs[1] : null;
        }

        Creation = Interlocked.Increment(ref creations);
        Diagnostics.Remember(this);
    }

    /// <summary>The extents along each axis.</summary>
    public Shape Shape { get; }

    /// <summary>What <see cref="Named"/> or the factory called this tensor; listings and errors use it.</summary>
    public string? Name { get; private set; }

    /// <summary>
    /// Whether derivatives flow through this tensor: it is a variable, or it was computed from one by differentiable operations.
    /// PyTorch's <c>requires_grad</c>.
    /// </summary>
    public bool IsTracked => (traits & Traits.Tracked) != 0;

    /// <summary>
    /// What computed this tensor, or null for variables, constants and what was computed from constants alone. A mask of a tracked
    /// tensor (a comparison) has an operation although no derivative flows through it. PyTorch's <c>grad_fn</c>.
    /// </summary>
    public Primitive<T>? Operation { get; }

    /// <summary>What this tensor was computed from; empty where <see cref="Operation"/> is null.</summary>
    public IReadOnlyList<Tensor<T>> Inputs
    {
        get
        {
            var inputs = new Tensor<T>[InputCount];
            for (int i = 0; i < InputCount; i++)
            {
                inputs[i] = Input(i);
            }

            return inputs;
        }
    }

    /// <summary>
    /// Whose value this variable or constant is or was, as <see cref="AsVariable"/> or <see cref="Detach(string, object)"/> was told; null
    /// if nobody's, as of everything that was computed.
    /// </summary>
    /// <remarks>
    /// For what holds values that change, and so gives a new tensor for each, as the parameter of a network does: from a tensor, such as
    /// one of <see cref="Gradients{T}.Variables"/>, it leads back to the holder. And errors know what a tensor is: to ask gradients for a
    /// value that came after their output is one, "read them before the step", where that of another variable would be zero.
    /// </remarks>
    public object? Owner => InputCount > 2 ? null : more;

    /// <summary>The elements in row-major order, without a copy.</summary>
    /// <remarks>
    /// A large elementwise result is computed now, if it has not been read before. The memory behind the span is never used for another
    /// tensor; <see cref="Read"/>, <see cref="ToArray"/> and <see cref="Item"/> leave it to be used again when nothing refers to this
    /// tensor any more.
    /// </remarks>
    public ReadOnlySpan<T> Values
    {
        get
        {
            storage.Memory?.MarkEscaped();
            return Data;
        }
    }

    /// <summary>The value of a tensor of exactly one element, whatever its rank.</summary>
    /// <exception cref="InvalidOperationException">The tensor has no element, or more than one.</exception>
    public T Item => Shape.Count == 1
        ? Data[0]
        : throw new InvalidOperationException(
            $"Item needs exactly one element: {Label("the tensor")} has {Shape.Count}. Reduce it, index it, or read Values.");

    /// <summary>
    /// The number of this tensor among all recorded tensors and variables, 0 for the rest. A tensor is made after its inputs, so
    /// ascending creation is a topological order of every graph.
    /// </summary>
    internal long Creation { get; }

    internal int InputCount { get; }

    /// <summary>What to do with this constant so that derivatives flow through it, for errors.</summary>
    internal string HowToTrack => Owner is null
        ? "make it with Variable or AsVariable"
        : "it is the value of a parameter that is frozen, or whose module predicts: set IsTrainable to true, and call Forward";

    /// <summary>
    /// The elements, for use inside Core: unlike <see cref="Values"/> this does not hand the memory out, so whoever reads them keeps the
    /// tensor alive until that is done.
    /// </summary>
    internal ReadOnlySpan<T> Data => storage.Span(Shape.Count);

    /// <summary>The memory, for those who count references to it or make a lazy result of it.</summary>
    internal Storage<T> Storage => storage;

    /// <summary>A copy of the elements in row-major order.</summary>
    public T[] ToArray()
    {
        using ReadScope<T> read = Read();
        return read.Span.ToArray();
    }

    /// <summary>Enumerates the elements in row-major order: those of <see cref="Values"/>.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => Values.GetEnumerator();

    /// <summary>
    /// Gives this very tensor a name for listings and errors, and returns it. The name is the one thing about a tensor that can change;
    /// what a function that had nothing to do returns, such as the sum of a scalar, is its argument itself.
    /// </summary>
    /// <param name="name">The name, as it should be printed.</param>
    public Tensor<T> Named(string name)
    {
        Name = name;
        return this;
    }

    /// <summary>A new variable with the values of this tensor and no connection to its graph.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="owner">Whose value it is until the next, if anybody's: see <see cref="Owner"/>.</param>
    public Tensor<T> AsVariable(string? name = null, object? owner = null) => new(Shape, storage, Traits.Tracked, name, owner);

    /// <summary>
    /// The same values as a constant: no derivative flows through it, and it does not keep the graph alive. PyTorch: <c>detach()</c>.
    /// </summary>
    public Tensor<T> Detach() => Operation is null && !IsTracked ? this : new Tensor<T>(Shape, storage);

    /// <summary>The same values as a constant of its own, with a name and an owner: a parameter that is not to be trained.</summary>
    /// <param name="name">The name of the constant.</param>
    /// <param name="owner">Whose value it is until the next: see <see cref="Owner"/>.</param>
    public Tensor<T> Detach(string? name, object? owner) => new(Shape, storage, Traits.None, name, owner);

    /// <summary>The element-by-element conversion to another precision: <c>x.Convert&lt;float&gt;()</c>.</summary>
    /// <typeparam name="TOther"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The tensor is tracked: no derivative flows between precisions.</exception>
    public Tensor<TOther> Convert<TOther>()
        where TOther : unmanaged, IFloatingPointIeee754<TOther>
    {
        if (IsTracked)
        {
            throw new InvalidOperationException(
                $"Convert would cut the derivative of {Label("a tracked tensor")}. Write Detach().Convert<…>() if that is meant.");
        }

        var converted = new TensorBuilder<TOther>(Shape);
        using ReadScope<T> read = Read();
        ReadOnlySpan<T> from = read.Span;
        Span<TOther> to = converted.Span;
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = TOther.CreateTruncating(from[i]);
        }

        return converted.Build();
    }

    /// <summary>
    /// Applies a primitive: infers the shape, computes, and, if an input is tracked, records. Every operation on tensors comes through
    /// here, those of primitives that users write too. An elementwise result of 64 KiB or more, unless the primitive is a user's, is
    /// computed when it is read.
    /// </summary>
    /// <param name="primitive">The operation.</param>
    /// <param name="inputs">Its operands.</param>
    /// <returns>The result, tracked if an input is and the primitive is differentiable.</returns>
    /// <exception cref="ArgumentException">The primitive takes more or fewer inputs, or refuses their shapes.</exception>
    public static Tensor<T> Apply(Primitive<T> primitive, params ReadOnlySpan<Tensor<T>> inputs)
    {
        ArgumentNullException.ThrowIfNull(primitive);
        var traits = Traits.None;
        foreach (Tensor<T> input in inputs)
        {
            traits |= input is null
                ? throw new ArgumentNullException(nameof(inputs), $"{primitive.Name}: an input is null.")
                : input.traits;
        }

        if (primitive.Arity is { } arity && arity != inputs.Length)
        {
            throw new ArgumentException($"{primitive.Name} takes {Wording.Count(arity, "input")}, but there "
                + $"{(inputs.Length == 1 ? "is 1" : $"are {inputs.Length}")}.");
        }

        Shape shape = InferShape(primitive, inputs);
        Storage<T> storage = primitive.SharesInput
            ? inputs[0].storage
            : Executor<T>.Current.Compute(primitive, inputs, shape, isTracked: (traits & Traits.Tracked) != 0);
        traits &= ~(Traits.Argument | Traits.PlainOne);
        if (traits == Traits.None)
        {
            return new Tensor<T>(shape, storage);
        }

        if (!primitive.IsDifferentiable)
        {
            traits &= ~Traits.Tracked;
        }

        return new Tensor<T>(shape, storage, traits, primitive, inputs);
    }

    /// <summary>Input <paramref name="index"/> of <see cref="Inputs"/>, without making the list.</summary>
    internal Tensor<T> Input(int index) =>
        InputCount > 2 ? ((Tensor<T>[])more!)[index] : index == 0 ? firstInput! : secondInput!;

    /// <summary>The elements for writing: only for a tensor that nobody else has seen yet.</summary>
    internal Span<T> DataBeforeUse() => storage.Span(Shape.Count);

    private string DebuggerText =>
        $"{(Name is null ? "" : $"{Wording.Quoted(Name)} ")}{Shape} {Operation?.Name ?? (IsTracked ? "variable" : "constant")} "
        + TensorText.OneLine(this, 60);
}
