using System.Numerics;
using Autograd.Differentiation;
using Autograd.Formulas;

namespace Autograd;

/// <summary>
/// An operation and its derivative. A primitive says how to compute its result from its inputs (<see cref="Compute"/>), how a gradient
/// goes back through it (<see cref="Vjp"/>), and how a change goes forward through it (<see cref="Jvp"/>). The rules are written with
/// tensor operations, so they can be differentiated in their turn. Nearly every primitive is easier to write as one of the families
/// <see cref="ElementwiseUnary{T}"/>, <see cref="ElementwiseBinary{T}"/>, <see cref="LinearMap{T}"/> and <see cref="BilinearMap{T}"/>,
/// which derive both rules from one statement. There is nothing to register: <c>Tensor&lt;T&gt;.Apply(new Mine(), x)</c>.
/// PyTorch's <c>autograd.Function</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Primitive<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name in listings and errors: the name of the class, without "Primitive" at its end, unless overridden.</summary>
    public virtual string Name
    {
        get
        {
            const string suffix = "Primitive";
            string name = GetType().Name.Split('`')[0];
            return name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
        }
    }

    /// <summary>What this one was made with, for listings: the axes of a sum, the exponent of a power. Empty, unless overridden.</summary>
    public virtual string Attributes => "";

    /// <summary>Whether derivatives flow through the result. False for masks, whose derivative is zero wherever it exists.</summary>
    public virtual bool IsDifferentiable => true;

    /// <summary>What it computes and its rules as formulas, null if nobody has written them.</summary>
    internal virtual PrimitiveFormula? Formula => null;

    /// <summary>The number of inputs, where the family fixes it.</summary>
    internal virtual int? Arity => null;

    /// <summary>Whether the result has the very elements of the first input in their order, so that it can share their memory.</summary>
    internal virtual bool SharesInput => false;

    /// <summary>Whether it is of this library, so that its rules keep nothing of what they see or make.</summary>
    internal virtual bool IsOurs => GetType().Module == typeof(Primitive<>).Module;

    /// <summary>The shape of the result.</summary>
    /// <param name="inputs">The operands, for their shapes and, in errors, their names.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public abstract Shape InferShape(ReadOnlySpan<Tensor<T>> inputs);

    /// <summary>Computes the result. It must depend on nothing but the inputs.</summary>
    /// <param name="inputs">The operands; <see cref="Read"/> gives their elements.</param>
    /// <param name="shape">The inferred shape of the result.</param>
    /// <param name="y">The elements of the result, uninitialised: every one must be written.</param>
    public abstract void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y);

    /// <summary>
    /// The reverse rule, a vector-Jacobian product: from the gradient of the result, the gradient of each wanted input.
    /// </summary>
    /// <param name="o">The operands and what is wanted of them.</param>
    /// <param name="gy">The gradient of the result, of its shape.</param>
    /// <param name="gx">
    /// To be filled where <see cref="Operands{T}.Wants"/>: the gradient of each input, of that input's shape. Null stands for zero.
    /// </param>
    public abstract void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx);

    /// <summary>
    /// The forward rule, a Jacobian-vector product: from the change of each input, the change of the result.
    /// </summary>
    /// <param name="o">The operands.</param>
    /// <param name="dx">The change of each input, of that input's shape; null stands for zero. One at least is not null.</param>
    /// <returns>The change of the result, of its shape.</returns>
    public abstract Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx);

    /// <summary>The elements of an operand in row-major order, for the duration of <see cref="Compute"/>.</summary>
    /// <param name="x">An operand.</param>
    protected static ReadOnlySpan<T> Read(Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Data;
    }

    /// <summary>The name and, in brackets, the attributes: <c>Sum[-1]</c>.</summary>
    public override string ToString() => Attributes.Length == 0 ? Name : $"{Name}[{Attributes}]";
}

/// <summary>
/// What a rule sees of one recorded operation: its inputs and its output, detached in an ordinary sweep and as they are in one that is
/// itself recorded, and which inputs want a gradient.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Operands<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T> node;
    private readonly ReadOnlySpan<bool> wants;
    private readonly bool record;
    private readonly DetachedOperands<T>? detached; // null: each is detached anew
    private readonly Span<bool> touched; // of each input and of the output, whether the rule took it; empty if nobody asks

    internal Operands(
        Tensor<T> node, ReadOnlySpan<bool> wants, bool record, DetachedOperands<T>? detached = null, Span<bool> touched = default)
    {
        this.detached = detached;
        this.node = node;
        this.wants = wants;
        this.record = record;
        this.touched = touched;
    }

    /// <summary>The number of inputs.</summary>
    public int Count => node.InputCount;

    /// <summary>The shape of the output.</summary>
    public Shape OutputShape => node.Shape;

    /// <summary>The output.</summary>
    public Tensor<T> Output => Value(node, node.InputCount);

    /// <summary>Input <paramref name="index"/>.</summary>
    /// <param name="index">From 0.</param>
    public Tensor<T> this[int index] => Value(node.Input(index), index);

    /// <summary>The shape of input <paramref name="index"/>.</summary>
    /// <param name="index">From 0.</param>
    public Shape ShapeOf(int index) => node.Input(index).Shape;

    /// <summary>Whether the gradient of input <paramref name="index"/> is asked for.</summary>
    /// <param name="index">From 0.</param>
    public bool Wants(int index) => wants[index];

    private Tensor<T> Value(Tensor<T> tensor, int index)
    {
        if (!touched.IsEmpty)
        {
            touched[index] = true;
        }

        return record ? tensor : detached is null ? tensor.Detach() : detached.Of(tensor);
    }
}
