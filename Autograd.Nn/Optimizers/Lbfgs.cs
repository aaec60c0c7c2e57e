using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// L-BFGS: Newton's method with an approximation of the inverse Hessian from the last changes of parameters and gradients. For smooth
/// losses of a whole data set; a step computes the loss several times. PyTorch's <c>optim.LBFGS</c>, without line search.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>J. Nocedal and S. J. Wright, Numerical Optimization, 2nd edition, algorithm 7.4.</remarks>
/// <example><code>
/// var optimizer = new Lbfgs&lt;double&gt;(model.Parameters);
/// Tensor&lt;double&gt; loss = optimizer.Step(() =&gt; Loss.MeanSquaredError(model.Forward(x), y));
/// </code></example>
public sealed class Lbfgs<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int maxIterations, maxEvaluations, historySize;
    private readonly T toleranceGradient, toleranceChange;
    private readonly Queue<Pair> history = [];

    private readonly HashSet<Parameter<T>> own;

    private Parameter<T>[] trained = []; // whose elements, one after the other, the arrays are of
    private long iterations;
    private T[] gradient = [], direction = [];
    private T length, scale = T.One;

    /// <summary>L-BFGS on these parameters.</summary>
    /// <param name="parameters">What it changes: <c>model.Parameters</c>.</param>
    /// <param name="learningRate">By how much of Newton's step to go.</param>
    /// <param name="maxIterations">The largest number of iterations of one step.</param>
    /// <param name="toleranceGradient">A gradient whose largest element is no larger ends a step.</param>
    /// <param name="toleranceChange">A change of the loss, or of every parameter, that is smaller ends a step.</param>
    /// <param name="historySize">How many changes are remembered.</param>
    /// <exception cref="ArgumentException">There are no parameters, or a number is out of range.</exception>
    public Lbfgs(
        IEnumerable<Parameter<T>> parameters, double learningRate = 1, int maxIterations = 20, double toleranceGradient = 1e-7,
        double toleranceChange = 1e-9, int historySize = 100)
    {
        Parameters = Optimizer<T>.Checked(parameters, "Lbfgs");
        own = [.. Parameters];
        Argument.AtLeast(1, maxIterations, "Lbfgs");
        Argument.AtLeast(1, historySize, "Lbfgs");
        LearningRate = Argument.NotNegative(learningRate, "Lbfgs");
        this.maxIterations = maxIterations;
        maxEvaluations = maxIterations * 5 / 4;
        this.historySize = historySize;
        this.toleranceGradient = T.CreateTruncating(Argument.NotNegative(toleranceGradient, "Lbfgs"));
        this.toleranceChange = T.CreateTruncating(Argument.NotNegative(toleranceChange, "Lbfgs"));
    }

    /// <summary>The parameters that it changes.</summary>
    public IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <summary>By how much of Newton's step to go.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get;
        set => field = Argument.NotNegative(value, "Lbfgs", nameof(LearningRate));
    }

    /// <summary>What the optimizer remembers, to be saved and set again.</summary>
    /// <exception cref="ArgumentException">A name is missing, or a length is not the number of elements of all parameters.</exception>
    public IReadOnlyDictionary<string, Tensor<T>> State
    {
        get
        {
            var state = new Dictionary<string, Tensor<T>>
            {
                ["iterations"] = OptimizerState.FromCount<T>(iterations),
                ["pairs"] = OptimizerState.FromCount<T>(history.Count),
                ["scale"] = Tensor<T>.Constant(scale),
                ["length"] = Tensor<T>.Constant(length),
                ["gradient"] = Tensor<T>.Constant(gradient),
                ["direction"] = Tensor<T>.Constant(direction),
            };
            foreach ((int i, Pair pair) in history.Index())
            {
                state[$"pair.{i}.step"] = Tensor<T>.Constant(pair.Step);
                state[$"pair.{i}.change"] = Tensor<T>.Constant(pair.Change);
            }

            return state;
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            int pairs = (int)OptimizerState.ToCount(Named(value, "pairs"));
            var loaded = new List<Pair>();
            for (int i = 0; i < pairs; i++)
            {
                loaded.Add(new Pair(Flat(value, $"pair.{i}.step"), Flat(value, $"pair.{i}.change")));
            }

            long count = OptimizerState.ToCount(Named(value, "iterations"));
            T[] lastGradient = count == 0 ? [] : Flat(value, "gradient"), lastDirection = count == 0 ? [] : Flat(value, "direction");
            (scale, length, iterations) = (Named(value, "scale").Item, Named(value, "length").Item, count);
            (gradient, direction, trained) = (lastGradient, lastDirection, [.. Trainable]);
            history.Clear();
            loaded.ForEach(history.Enqueue);
        }
    }

    private IEnumerable<Parameter<T>> Trainable => Parameters.Where(parameter => parameter.IsTrainable);

    private int Count => Trainable.Sum(parameter => parameter.Shape.Count);

    /// <summary>Several iterations towards the lowest point.</summary>
    /// <param name="loss">Computes the loss from the current values of the parameters; it must be the same function every time.</param>
    /// <returns>The loss before the step.</returns>
    public Tensor<T> Step(Func<Tensor<T>> loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (direction.Length == 0 || !trained.SequenceEqual(Trainable))
        {
            (iterations, gradient, direction) = (0, [], []); // the first step, or another set of parameters is frozen
            trained = [.. Trainable];
            history.Clear();
        }

        Tensor<T> first = loss();
        T value = first.Item;
        T[] g = GradientOf(first);
        int evaluations = 1;
        for (int i = 1; i <= maxIterations && TensorPrimitives.MaxMagnitude<T>(g) is var largest && T.Abs(largest) > toleranceGradient; i++)
        {
            iterations++;
            direction = iterations == 1 ? Scaled(g, -T.One) : Direction(g);
            gradient = g;
            length = T.CreateTruncating(LearningRate);
            if (iterations == 1)
            {
                length *= T.Min(T.One, T.One / TensorPrimitives.SumOfMagnitudes<T>(g));
            }

            if (TensorPrimitives.Dot<T>(g, direction) > -toleranceChange)
            {
                break;
            }

            Move();
            if (i == maxIterations)
            {
                break;
            }

            Tensor<T> next = loss();
            T change = T.Abs(next.Item - value);
            (value, g) = (next.Item, GradientOf(next));
            evaluations++;
            if (evaluations >= maxEvaluations || change < toleranceChange
                || T.Abs(TensorPrimitives.MaxMagnitude<T>(direction)) * length <= toleranceChange)
            {
                break;
            }
        }

        return first.Detach();
    }

    private static T[] Scaled(T[] x, T factor)
    {
        var y = new T[x.Length];
        TensorPrimitives.Multiply(x, factor, y);
        return y;
    }

    private static Tensor<T> Named(IReadOnlyDictionary<string, Tensor<T>> state, string name) =>
        state.TryGetValue(name, out Tensor<T>? value) ? value : throw new ArgumentException($"Lbfgs: the state does not fit: "
            + $"{Wording.Quoted(name)} is missing.");

    private T[] Flat(IReadOnlyDictionary<string, Tensor<T>> state, string name)
    {
        Tensor<T> value = Named(state, name);
        return value.Shape.Count == Count
            ? value.ToArray()
            : throw new ArgumentException($"Lbfgs: the state does not fit: {Wording.Quoted(name)} has "
                + $"{Wording.Count(value.Shape.Count, "element")} instead of {Count}.");
    }

    /// <summary>The direction −H·g, where H approximates the inverse Hessian.</summary>
    private T[] Direction(T[] g)
    {
        var change = new T[g.Length];
        TensorPrimitives.Subtract(g, gradient, change);
        var pair = new Pair(Scaled(direction, length), change);
        if (pair.Product > T.CreateTruncating(1e-10))
        {
            if (history.Count == historySize)
            {
                history.Dequeue();
            }

            history.Enqueue(pair);
            scale = pair.Product / TensorPrimitives.Dot<T>(pair.Change, pair.Change);
        }

        Pair[] pairs = [.. history];
        var weights = new T[pairs.Length];
        T[] d = Scaled(g, -T.One);
        for (int i = pairs.Length - 1; i >= 0; i--)
        {
            weights[i] = TensorPrimitives.Dot<T>(pairs[i].Step, d) / pairs[i].Product;
            TensorPrimitives.MultiplyAdd(pairs[i].Change, -weights[i], d, d);
        }

        TensorPrimitives.Multiply(d, scale, d);
        for (int i = 0; i < pairs.Length; i++)
        {
            T weight = weights[i] - (TensorPrimitives.Dot<T>(pairs[i].Change, d) / pairs[i].Product);
            TensorPrimitives.MultiplyAdd(pairs[i].Step, weight, d, d);
        }

        return d;
    }

    /// <summary>All gradients one after the other, 0 for a parameter that the loss does not depend on.</summary>
    private T[] GradientOf(Tensor<T> loss)
    {
        Gradients<T> gradients = loss.Backward();
        if (Parameter<T>.CountCurrent(gradients, own, "Lbfgs.Step") == 0)
        {
            throw new InvalidOperationException(
                $"Lbfgs.Step: the loss depends on no parameter of this optimizer. Its parameters: {string.Join(", ", Parameters)}.");
        }

        var flat = new T[Count];
        Span<T> rest = flat;
        foreach (Parameter<T> parameter in Trainable)
        {
            using ReadScope<T> own = gradients[parameter.Variable].Read();
            own.Span.CopyTo(rest);
            rest = rest[parameter.Shape.Count..];
        }

        return flat;
    }

    private void Move()
    {
        ReadOnlySpan<T> rest = direction;
        foreach (Parameter<T> parameter in Trainable)
        {
            var moved = new TensorBuilder<T>(parameter.Shape);
            using ReadScope<T> p = parameter.Variable.Read();
            TensorPrimitives.MultiplyAdd(rest[..parameter.Shape.Count], length, p.Span, moved.Span);
            parameter.Assign(moved.Build());
            rest = rest[parameter.Shape.Count..];
        }
    }

    /// <summary>A step of the parameters, and the change of the gradient along it.</summary>
    private sealed record Pair(T[] Step, T[] Change)
    {
        public T Product { get; } = TensorPrimitives.Dot<T>(Step, Change);
    }
}
