using System.Numerics;
using Autograd.Differentiation;
using Autograd.Messages;
using Autograd.Tensors;

namespace Autograd;

/// <summary>
/// What <see cref="Tensor{T}.Backward"/> returns: the gradient of each variable, looked up by the variable itself. It does not change,
/// so there is nothing to zero, and it does not keep the graph alive (unless the gradients were recorded with createGraph).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class Gradients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // By creation number, so that interior tensors are not held; interior is null where their gradients were not kept.
    private readonly List<Tensor<T>> variables;
    private readonly SortedGradients<T> gradients;
    private readonly SortedGradients<T>? interior;
    private readonly long outputCreation, lastCreation; // the numbers of the output and of the last tensor when they were made
    private readonly Origin? origin; // null: a Backward that kept nothing but gradients

    internal Gradients(
        List<Tensor<T>> variables, SortedGradients<T> gradients, SortedGradients<T>? interior, long outputCreation, long lastCreation,
        Origin? origin)
    {
        this.variables = variables;
        this.gradients = gradients;
        this.interior = interior;
        this.outputCreation = outputCreation;
        this.lastCreation = lastCreation;
        this.origin = origin;
    }

    /// <summary>The variables that were reached, in order of creation.</summary>
    public IReadOnlyList<Tensor<T>> Variables => variables.AsReadOnly();

    /// <summary>
    /// The gradient of a tensor, of its shape: of a variable always, zeros if nothing depended on it; of an interior tensor if
    /// Backward was called with keepInterior.
    /// </summary>
    /// <param name="x">A variable or an interior tensor.</param>
    /// <exception cref="ArgumentException">
    /// x is a constant, or an interior tensor whose gradient was not kept, or was made after the gradients, as the new value of a
    /// parameter.
    /// </exception>
    public Tensor<T> this[Tensor<T> x]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(x);
            return Find(x) ?? Of(x, (x.Name is null ? $"The tensor of shape {x.Shape}" : Wording.Quoted(x.Name)) + x.CreatedAt);
        }
    }

    /// <summary>The gradient of a tensor, which errors call by this label.</summary>
    private Tensor<T> Of(Tensor<T> x, string label) =>
        !x.IsTracked ? throw new ArgumentException($"{label} is a constant; {x.HowToTrack}.")
        : Find(x) is { } gradient ? gradient
        : WasMadeLater(x) ? throw new ArgumentException($"{label} was made after these gradients; read them before the step.")
        : x.IsVariable || interior is not null ? Tensor<T>.Zeros(x.Shape)
        : throw new ArgumentException(
            $"{label} is an interior tensor (made by {x.Operation!.Name}), and its gradient was not kept. If it is the new value of a "
            + "parameter, make it a variable: p = (p - …).AsVariable(). Else call Backward(keepInterior: true), or "
            + "Differentiate.GradientsOf(output, [x]).");

    /// <summary>
    /// Whether the sweep reached this tensor, so that its gradient is not just the zero of something unused. It has reached none that was
    /// made later.
    /// </summary>
    /// <param name="x">A tensor.</param>
    public bool Contains(Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Find(x) is not null;
    }

    /// <summary>New gradients, each replaced by f of it: clipping, scaling, adding noise.</summary>
    /// <param name="f">From a gradient to a tensor of the same shape.</param>
    /// <exception cref="ShapeException">f changed a shape.</exception>
    public Gradients<T> Map(Func<Tensor<T>, Tensor<T>> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Map(f, _ => true);
    }

    /// <summary>As <see cref="Map(Func{Tensor{T}, Tensor{T}})"/>, for the gradients of some tensors; all others stay as they are.</summary>
    /// <param name="f">From a gradient to a tensor of the same shape.</param>
    /// <param name="tensors">Variables, or interior tensors whose gradients were kept; one that was not reached is left out.</param>
    /// <exception cref="ArgumentException">A tensor has no gradient, for the reasons that <see cref="this[Tensor{T}]"/> gives.</exception>
    /// <exception cref="ShapeException">f changed a shape.</exception>
    public Gradients<T> Map(Func<Tensor<T>, Tensor<T>> f, params IEnumerable<Tensor<T>> tensors)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(tensors);
        HashSet<long> creations = [];
        foreach (Tensor<T> x in tensors)
        {
            _ = this[x];
            creations.Add(x.Creation);
        }

        return Map(f, creations.Contains);
    }

    private Gradients<T> Map(Func<Tensor<T>, Tensor<T>> f, Func<long, bool> concerns)
    {
        return new Gradients<T>(variables, gradients.Map(Checked), interior?.Map(Checked), outputCreation, lastCreation, Origin.Gradients);

        Tensor<T> Checked(long creation, Tensor<T> gradient)
        {
            if (!concerns(creation))
            {
                return gradient;
            }

            Tensor<T> result = f(gradient) ?? throw new InvalidOperationException("Gradients.Map: f returned null.");
            return result.Shape == gradient.Shape
                ? result
                : throw new ShapeException($"Gradients.Map: f made {result.Shape} of {GradientOf(creation)} of shape {gradient.Shape}.");
        }
    }

    private string GradientOf(long creation) => variables.FirstOrDefault(variable => variable.Creation == creation)?.Name is { } name
        ? $"the gradient of {Wording.Quoted(name)}"
        : "a gradient";

    /// <summary>The sums of two sets of gradients, as of two batches; a variable in one set alone keeps its gradient.</summary>
    public static Gradients<T> operator +(Gradients<T> left, Gradients<T> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        List<Tensor<T>> variables = [.. left.variables.Union(right.variables).OrderBy(variable => variable.Creation)];

        // Interior gradients of one set alone would be half of a sum.
        bool bothKept = left.interior is not null && right.interior is not null;
        SortedGradients<T>? interior = bothKept ? left.interior!.Plus(right.interior!) : null;
        return new Gradients<T>(
            variables, left.gradients.Plus(right.gradients), interior, Math.Min(left.outputCreation, right.outputCreation),
            Math.Max(left.lastCreation, right.lastCreation), Origin.Gradients);
    }

    /// <summary>All gradients times a number: <c>(first + second) * 0.5</c> is their average.</summary>
    public static Gradients<T> operator *(Gradients<T> gradients, double factor)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        return gradients.Map(gradient => gradient * factor);
    }

    /// <summary>A line for each variable: its name and its gradient.</summary>
    public override string ToString() =>
        string.Join('\n', variables.Select((variable, i) =>
            $"{variable.Name ?? $"variable {i + 1}"}: {TensorText.OneLine(this[variable], 60)}"));

    /// <summary>Whether a variable came too late: the value of a parameter already after the output, which used the one before.</summary>
    private bool WasMadeLater(Tensor<T> x) => x.Creation > (x.Owner is null ? lastCreation : outputCreation);

    private Tensor<T>? Find(Tensor<T> x) =>
        !x.IsTracked ? null : gradients.Find(x.Creation) ?? interior?.Find(x.Creation);
}
