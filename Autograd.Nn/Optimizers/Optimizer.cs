using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// Changes parameters along their gradients: <c>optimizer.Step(loss.Backward())</c>. The formulas, the defaults and the order of operations
/// are PyTorch's. PyTorch's <c>optim.Optimizer</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Slots[] slots;
    private readonly HashSet<Parameter<T>> own;
    private readonly string stepName;

    /// <summary>An optimizer of these parameters.</summary>
    /// <param name="parameters">What it changes: <c>model.Parameters</c>.</param>
    /// <param name="learningRate">The length of a step, in units of the gradient.</param>
    /// <param name="memories">The names of what it remembers, for each parameter an array of its shape: "momentum".</param>
    private protected Optimizer(IEnumerable<Parameter<T>> parameters, double learningRate, params string[] memories)
    {
        Kind = Module.KindOf(this);
        Parameters = Checked(parameters, Kind);
        own = [.. Parameters];
        stepName = $"{Kind}.Step";
        LearningRate = NotNegative(learningRate);
        slots = [.. Parameters.Select((parameter, place) => new Slots(parameter, place, memories))];
    }

    /// <summary>The parameters that it changes.</summary>
    public IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <summary>The length of a step, to be set between steps: <c>optimizer.LearningRate = schedule.At(step)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get;
        set => field = NotNegative(value, nameof(LearningRate));
    }

    /// <summary>
    /// What the optimizer remembers: for each parameter the number of its steps, "0.weight.steps", and the arrays, "0.weight.momentum", by
    /// its place among <see cref="Parameters"/> and its name in its own module, which nothing changes. Saved and set again, with the
    /// parameters, it continues as if nothing had happened. PyTorch's <c>state_dict()</c>, which goes by the place too.
    /// </summary>
    /// <exception cref="ArgumentException">A name is missing or unknown, or a shape is not that of the parameter.</exception>
    public IReadOnlyDictionary<string, Tensor<T>> State
    {
        get => slots.SelectMany(slot => slot.Named).ToDictionary(named => named.Name, named => named.Value);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            OptimizerState.Check(Kind, State, value);
            Array.ForEach(slots, slot => _ = slot.StepsIn(value)); // checked, before anything is changed
            Array.ForEach(slots, slot => slot.Load(value));
        }
    }

    /// <summary>What errors call it.</summary>
    private protected string Kind { get; }

    /// <summary>
    /// One step: every parameter that the gradients contain gets a new value. Parameters that are frozen, or that the loss did not
    /// depend on, stay as they are, and so does what is remembered of them.
    /// </summary>
    /// <param name="gradients">What <c>loss.Backward()</c> returned, perhaps clipped, or summed over several batches.</param>
    /// <exception cref="InvalidOperationException">
    /// The gradients are of a value that a parameter had before its last update, or of no parameter of this optimizer.
    /// </exception>
    public void Step(Gradients<T> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (Parameter<T>.CountCurrent(gradients, own, stepName) == 0)
        {
            throw new InvalidOperationException(
                $"{stepName}: the loss depends on no parameter of this optimizer. Its parameters: {string.Join(", ", Parameters)}.");
        }

        foreach (Slots slot in slots)
        {
            Parameter<T> parameter = slot.Parameter;
            if (parameter.IsTrainable && gradients.Contains(parameter.Variable))
            {
                slot.Steps++;
                parameter.Assign(Updated(slot, parameter.Variable, gradients[parameter.Variable]));
            }
        }
    }

    /// <summary>The parameters as a list, which must not be empty or have one twice.</summary>
    internal static IReadOnlyList<Parameter<T>> Checked(IEnumerable<Parameter<T>> parameters, string kind)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameter<T>[] list = [.. parameters];
        return list.Length == 0 ? throw new ArgumentException($"{kind}: there are no parameters to optimize.", nameof(parameters))
            : list.Distinct(ReferenceEqualityComparer.Instance).Count() < list.Length
            ? throw new ArgumentException($"{kind}: a parameter stands in the list twice.", nameof(parameters))
            : list;
    }

    /// <summary>The value if it is 0 or more, and finite.</summary>
    private protected double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Argument.NotNegative(value, Kind, name);

    /// <summary>Computes the new values of a parameter, by the formula of the optimizer.</summary>
    /// <param name="step">The parameter, its gradient, and what is remembered of it.</param>
    private protected abstract void Update(in OptimizerStep<T> step);

    private Tensor<T> Updated(Slots slot, Tensor<T> value, Tensor<T> gradient)
    {
        var updated = new TensorBuilder<T>(value.Shape);
        using ReadScope<T> p = value.Read(), g = gradient.Read();
        Update(new OptimizerStep<T>(slot.Steps, p.Span, g.Span, updated.Span, slot.Memories));
        return updated.Build();
    }

    private sealed class Slots(Parameter<T> parameter, int place, string[] names)
    {
        private readonly string key = $"{place}.{parameter.OwnName}";

        public Parameter<T> Parameter => parameter;

        public long Steps { get; set; }

        public T[][] Memories { get; } = [.. names.Select(_ => new T[parameter.Shape.Count])];

        public IEnumerable<(string Name, Tensor<T> Value)> Named =>
        [
            ($"{key}.steps", OptimizerState.FromCount<T>(Steps)),
            .. names.Select((name, i) => ($"{key}.{name}", Tensor<T>.Constant(Memories[i], parameter.Shape))),
        ];

        public long StepsIn(IReadOnlyDictionary<string, Tensor<T>> state) => OptimizerState.ToCount(state[$"{key}.steps"]);

        public void Load(IReadOnlyDictionary<string, Tensor<T>> state)
        {
            Steps = StepsIn(state);
            for (int i = 0; i < names.Length; i++)
            {
                using ReadScope<T> memory = state[$"{key}.{names[i]}"].Read();
                memory.Span.CopyTo(Memories[i]);
            }
        }
    }
}
