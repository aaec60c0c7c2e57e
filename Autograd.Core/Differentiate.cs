using System.Numerics;
using Autograd.Differentiation;
using Autograd.Messages;

namespace Autograd;

/// <summary>
/// Derivatives of functions: gradients, Jacobians, Hessians and the two products they are made from. Everything nests: a function may
/// itself differentiate, to any depth, and may use tensors from outside, tracked ones included; the results can be differentiated
/// whenever something outside is tracked. The equivalents of <c>torch.func</c> and of JAX's transforms.
/// </summary>
/// <remarks>An input that the function ignores or detaches has the derivative zeros.</remarks>
public static class Differentiate
{
    /// <summary>∇f(x), of the shape of x. JAX: <c>grad(f)(x)</c>.</summary>
    /// <param name="f">A function that gives one element.</param>
    /// <param name="x">Where to take the gradient.</param>
    /// <exception cref="InvalidOperationException">f gives several elements, or none.</exception>
    public static Tensor<T> Gradient<T>(Func<Tensor<T>, Tensor<T>> f, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => ValueAndGradient(f, x).Gradient;

    /// <summary>f(x) and ∇f(x). JAX: <c>value_and_grad</c>.</summary>
    /// <inheritdoc cref="Gradient" path="/param|/exception"/>
    public static (Tensor<T> Value, Tensor<T> Gradient) ValueAndGradient<T>(Func<Tensor<T>, Tensor<T>> f, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var run = new Run<T>(f, x);
        return (run.Value(), run.Gradients(run.One("Gradient"))[0]);
    }

    /// <summary>The gradients of a function of several tensors, one for each.</summary>
    /// <param name="f">A function that gives one element.</param>
    /// <param name="xs">Where to take the gradients.</param>
    /// <exception cref="InvalidOperationException">f gives several elements, or none.</exception>
    public static Tensor<T>[] Gradients<T>(Func<Tensor<T>[], Tensor<T>> f, Tensor<T>[] xs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var run = new Run<T>(f, xs);
        return run.Gradients(run.One("Gradients"));
    }

    /// <summary>
    /// The gradients of a recorded output with respect to tensors anywhere in its graph, interior ones included.
    /// PyTorch: <c>torch.autograd.grad</c>.
    /// </summary>
    /// <param name="output">What to differentiate.</param>
    /// <param name="inputs">Variables or interior tensors.</param>
    /// <param name="seed">The gradient of the output, of its shape; 1 for one element if null.</param>
    /// <param name="createGraph">Whether the gradients can be differentiated in turn.</param>
    /// <returns>
    /// A gradient for each input, zeros where the output does not depend on it: all zeros for an output that is a constant, such as a
    /// gradient that was taken without createGraph.
    /// </returns>
    /// <exception cref="ArgumentException">An input is a constant, or the value that a parameter got after the output was made.</exception>
    /// <exception cref="InvalidOperationException">The output has several elements and there is no seed.</exception>
    /// <exception cref="ShapeException">The seed has another shape.</exception>
    public static Tensor<T>[] GradientsOf<T>(
        Tensor<T> output, Tensor<T>[] inputs, Tensor<T>? seed = null, bool createGraph = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(inputs[i], nameof(inputs));
            if (!inputs[i].IsTracked)
            {
                throw new ArgumentException(
                    $"GradientsOf: {inputs[i].Label($"input {i}")} is a constant; {inputs[i].HowToTrack}.");
            }

            // The new value of a parameter, where the one before is meant. Of other variables that the output ignores it is 0.
            if (inputs[i].Owner is not null && output.IsTracked && inputs[i].Creation > output.Creation)
            {
                throw new ArgumentException(
                    $"GradientsOf: {inputs[i].Label($"input {i}")} was made after the output; ask before the step.");
            }
        }

        seed = output.SeedOrOne(seed, "GradientsOf");
        return Gradients(output.IsTracked ? new BackwardSlice<T>(output, inputs) : null, inputs, seed, createGraph);
    }

    /// <summary>
    /// f(x), and the function u ↦ Jᵀu that carries a gradient of f(x) back to x; it can be called any number of times.
    /// JAX: <c>vjp</c>.
    /// </summary>
    /// <param name="f">A function of any shape.</param>
    /// <param name="x">Where to take the derivative.</param>
    public static (Tensor<T> Value, Func<Tensor<T>, Tensor<T>> Pullback) Vjp<T>(Func<Tensor<T>, Tensor<T>> f, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var run = new Run<T>(f, x);
        return (run.Value(), u =>
        {
            ArgumentNullException.ThrowIfNull(u);
            return run.Gradients(run.Output.SeedOrOne(u, "Vjp"))[0];
        }
        );
    }

    /// <summary>f(x), and its change J·v in the direction v, by one forward sweep. JAX: <c>jvp</c>.</summary>
    /// <param name="f">A function of any shape.</param>
    /// <param name="x">Where to take the derivative.</param>
    /// <param name="v">The direction, of the shape of x.</param>
    /// <exception cref="ShapeException">v has another shape than x.</exception>
    public static (Tensor<T> Value, Tensor<T> Tangent) Jvp<T>(Func<Tensor<T>, Tensor<T>> f, Tensor<T> x, Tensor<T> v)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        return Jvp(inputs => f(inputs[0]), [x], [v]);
    }

    /// <summary>f of several tensors, and its change when each moves in its direction.</summary>
    /// <param name="f">A function of any shape.</param>
    /// <param name="xs">Where to take the derivative.</param>
    /// <param name="vs">A direction for each, of its shape.</param>
    /// <exception cref="ShapeException">There are more or fewer directions than inputs, or one has another shape.</exception>
    public static (Tensor<T> Value, Tensor<T> Tangent) Jvp<T>(Func<Tensor<T>[], Tensor<T>> f, Tensor<T>[] xs, Tensor<T>[] vs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(vs);
        var run = new Run<T>(f, xs);
        RequireDirections("Jvp", xs, vs);
        return (run.Value(), run.Tangent(vs));
    }

    /// <summary>
    /// The Jacobian of f at x, of shape f(x).Shape ++ x.Shape: its rows by reverse sweeps, or, if f(x) has more elements than x, its
    /// columns by forward sweeps. JAX: <c>jacrev</c> and <c>jacfwd</c>.
    /// </summary>
    /// <param name="f">A function of any shape.</param>
    /// <param name="x">Where to take the Jacobian.</param>
    public static Tensor<T> Jacobian<T>(Func<Tensor<T>, Tensor<T>> f, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var run = new Run<T>(f, x);
        Shape from = x.Shape, to = run.Output.Shape, shape = to.Concat(from);
        if (shape.Count == 0)
        {
            return Tensor<T>.Zeros(shape);
        }

        if (to.Count <= from.Count)
        {
            return Tensor<T>.Stack(ForEachUnit<T>(to, u => run.Gradients(u)[0]), 0).Reshape(shape);
        }

        Tensor<T> columns = Tensor<T>.Stack(ForEachUnit<T>(from, v => run.Tangent([v])), 0);
        return columns.Reshape(from.Count, to.Count).Transpose().Reshape(shape);
    }

    /// <summary>
    /// The matrix of second derivatives of f at x, of shape x.Shape ++ x.Shape: each row is a forward sweep over the recorded reverse
    /// sweep. JAX: <c>hessian</c>.
    /// </summary>
    /// <inheritdoc cref="Gradient" path="/param|/exception"/>
    public static Tensor<T> Hessian<T>(Func<Tensor<T>, Tensor<T>> f, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var run = new Run<T>(f, x);
        Run<T>? gradient = run.OfGradient("Hessian");
        Shape shape = x.Shape.Concat(x.Shape);
        return gradient is null || shape.Count == 0
            ? Tensor<T>.Zeros(shape)
            : Tensor<T>.Stack(ForEachUnit<T>(x.Shape, v => gradient.Tangent([v])), 0).Reshape(shape);
    }

    /// <summary>
    /// The Hessian of f at x times v, without making the Hessian: one forward sweep over the recorded reverse sweep.
    /// PyTorch: <c>torch.autograd.functional.hvp</c>.
    /// </summary>
    /// <param name="f">A function that gives one element.</param>
    /// <param name="x">Where to take the second derivatives.</param>
    /// <param name="v">The direction, of the shape of x.</param>
    /// <exception cref="InvalidOperationException">f gives several elements, or none.</exception>
    /// <exception cref="ShapeException">v has another shape than x.</exception>
    public static Tensor<T> HessianVectorProduct<T>(Func<Tensor<T>, Tensor<T>> f, Tensor<T> x, Tensor<T> v)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var run = new Run<T>(f, x);
        RequireDirections("HessianVectorProduct", [x], [v]);
        return run.OfGradient("HessianVectorProduct")?.Tangent([v]) ?? Tensor<T>.Zeros(x.Shape);
    }

    private static Tensor<T>[] Gradients<T>(BackwardSlice<T>? graph, Tensor<T>[] inputs, Tensor<T> seed, bool record)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T>?[] gradients = graph is null ? [] : ReverseSweep.Run(graph, seed, record);
        var results = new Tensor<T>[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            int p = graph?.Position(inputs[i]) ?? -1;
            results[i] = (p < 0 ? null : gradients[p]) ?? Tensor<T>.Zeros(inputs[i].Shape);
        }

        return results;
    }

    private static Tensor<T>[] ForEachUnit<T>(Shape shape, Func<Tensor<T>, Tensor<T>> f)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, shape.Count).Select(i => f(Tensor<T>.OneHot([i], shape.Count).Reshape(shape)))];

    private static void RequireDirections<T>(string caller, Tensor<T>[] xs, Tensor<T>[] vs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (xs.Length != vs.Length)
        {
            throw new ShapeException($"{caller}: {Wording.Count(xs.Length, "input")} and {Wording.Count(vs.Length, "direction")}: each "
                + "input needs one.");
        }

        for (int i = 0; i < xs.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(vs[i], nameof(vs));
            if (xs[i].Shape != vs[i].Shape)
            {
                throw new ShapeException(
                    $"{caller}: the direction for {xs[i].Label($"input {i}")} has shape {vs[i].Shape}; it must be of that shape.");
            }
        }
    }

    /// <summary>
    /// One recorded run of a function on variables of its own. They stand for the arguments of this run alone: where an argument is
    /// tracked, its variable is an alias in the graph of the argument. So a derivative with respect to the argument is never confused
    /// with one with respect to the same tensor used elsewhere, and still has derivatives in turn.
    /// </summary>
    private sealed class Run<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Tensor<T>[] own;
        private readonly BackwardSlice<T>? graph; // null: the output depends on nothing tracked

        public Run(Func<Tensor<T>, Tensor<T>> f, Tensor<T> x)
            : this(f is null ? throw new ArgumentNullException(nameof(f)) : inputs => f(inputs[0]), [x])
        {
        }

        public Run(Func<Tensor<T>[], Tensor<T>> f, Tensor<T>[] xs)
        {
            ArgumentNullException.ThrowIfNull(f);
            ArgumentNullException.ThrowIfNull(xs);
            foreach (Tensor<T> x in xs)
            {
                ArgumentNullException.ThrowIfNull(x);
            }

            own = [.. xs.Select(x => x.AsArgument())];
            Output = f([.. own]) ?? throw new InvalidOperationException("The function to differentiate returned null.");
            graph = Output.IsTracked ? new BackwardSlice<T>(Output, own) : null;
        }

        private Run(Tensor<T>[] own, Tensor<T> output)
        {
            this.own = own;
            Output = output;
            graph = new BackwardSlice<T>(output, own);
        }

        public Tensor<T> Output { get; }

        /// <summary>Whether the derivatives must be recorded, because something outside this run can be differentiated.</summary>
        private bool DependsOnMore => graph?.DependsOnMore ?? false;

        /// <summary>The gradient of the single element of the output by itself.</summary>
        public Tensor<T> One(string caller) => Output.Shape.Count == 1
            ? Tensor<T>.Ones(Output.Shape)
            : throw new InvalidOperationException(
                $"{caller}: the function must give one element, but it gave {Output.Label("a tensor")}. Let it return a sum or a mean, "
                + "or use Jacobian or Vjp.");

        /// <summary>The output as the caller may see it: with its graph only if that reaches beyond this run.</summary>
        public Tensor<T> Value() => DependsOnMore ? Output : Output.Detach();

        public Tensor<T>[] Gradients(Tensor<T> seed) => Differentiate.Gradients(graph, own, seed, DependsOnMore || seed.IsTracked);

        public Tensor<T> Tangent(Tensor<T>[] directions) =>
            (graph is null ? null : ForwardSweep.Run(graph, own, directions, DependsOnMore || directions.Any(v => v.IsTracked)))
                ?? Tensor<T>.Zeros(Output.Shape);

        /// <summary>The recorded gradient as the output of a run on the same variables; null if it does not depend on anything.</summary>
        public Run<T>? OfGradient(string caller)
        {
            Tensor<T> gradient = Differentiate.Gradients(graph, own, One(caller), record: true)[0];
            return gradient.IsTracked ? new Run<T>(own, gradient) : null;
        }
    }
}
