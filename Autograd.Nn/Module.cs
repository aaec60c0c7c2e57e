using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Autograd.Nn;

/// <summary>
/// The base of modules of both precisions, for one reason: programs that are trimmed or published ahead of time keep the fields of classes
/// derived from it, and in the fields parameters are found. Derive from <see cref="Module{T}"/>.
/// </summary>
[DynamicallyAccessedMembers(Fields)]
public abstract class Module
{
    internal const DynamicallyAccessedMemberTypes Fields =
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields;

    private protected Module()
    {
    }

    /// <summary>The name of a class, as "Linear".</summary>
    internal static string KindOf(object value) => value.GetType().Name.Split('`')[0];
}

/// <summary>
/// A part of a network: a function of one tensor, with the parameters that it reads. Derive from it, keep parameters and other modules in
/// fields or properties, and say in <see cref="Forward"/> what it computes. There is nothing to register: what the fields hold, alone
/// or in arrays, lists, sets, dictionaries, tuples and pairs, is found. PyTorch's <c>nn.Module</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// A module in an object that is none, such as a record, or of another precision, is an error at the first use, which names the field: it
/// would be neither trained nor saved. So run a program once before it is trimmed or published ahead of time: there the fields of a record
/// cannot be seen. What only a function holds, <c>Func&lt;…&gt; teacher = model.Predict</c>, is no part of the module.
/// Several threads may call <see cref="Predict"/> of one module at once, or <see cref="Forward"/>, but not one beside the other, since a
/// module that predicts records nothing, nor while it is trained, replaced or loaded.
/// </remarks>
/// <example><code>
/// class TwoLayers(Random random) : Module&lt;double&gt;
/// {
///     private readonly Linear&lt;double&gt; hidden = new(2, 3, random), output = new(3, 1, random);
///
///     public override Tensor&lt;double&gt; Forward(Tensor&lt;double&gt; x) =&gt; output.Forward(hidden.Forward(x).Tanh());
/// }
/// </code></example>
public abstract class Module<T> : Module
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private bool isTraining = true;
    private int predictions;

    /// <summary>
    /// The parameters of this module and of those inside it, each once, in the order of the fields, with the path from here as their
    /// name, or from a module around this one that was asked before: "weight", "hidden.weight", "0.weight".
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Two parameters or buffers have the same name, or there are modules or parameters where they are not found.
    /// </exception>
    public IReadOnlyList<Parameter<T>> Parameters => new ModuleTree<T>(this).Parameters;

    /// <summary>
    /// The parameters with their paths from here, whatever other module was asked: for where names are keys. PyTorch's
    /// <c>named_parameters()</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">As for <see cref="Parameters"/>.</exception>
    public IReadOnlyList<(string Name, Parameter<T> Parameter)> NamedParameters =>
        new ModuleTree<T>(this, searchAgain: true).NamedParameters;

    /// <summary>What is saved with the parameters but not trained, named as they are.</summary>
    /// <exception cref="InvalidOperationException">Two parameters or buffers have the same name.</exception>
    public IReadOnlyList<Buffer<T>> Buffers => new ModuleTree<T>(this).Buffers;

    /// <summary>The modules directly inside this one with their names, in the order of the fields.</summary>
    public virtual IReadOnlyList<(string Name, Module<T> Module)> Children => ModuleFields<T>.Of(this).Modules;

    /// <summary>
    /// Whether the module behaves as in training, where it and Dropout or BatchNorm inside it differ; setting it sets all inside too.
    /// True at first, and false during <see cref="Predict"/>. PyTorch's <c>train()</c> and <c>eval()</c>.
    /// </summary>
    public bool IsTraining
    {
        get => isTraining && predictions == 0;
        set
        {
            foreach (Module<T> module in new ModuleTree<T>(this).Modules)
            {
                module.isTraining = value;
            }
        }
    }

    /// <summary>Whether the first use has looked for modules in places where they are not found.</summary>
    internal bool IsSearched { get; set; }

    /// <summary>Who wants to see what this module computes from what, for as long as a summary or a trace is made.</summary>
    internal Action<Tensor<T>, Tensor<T>>? Observer { get; set; }

    /// <summary>What the module computes.</summary>
    /// <param name="x">The input.</param>
    public abstract Tensor<T> Forward(Tensor<T> x);

    /// <summary>
    /// <see cref="Forward"/> on constants, with <see cref="IsTraining"/> off: nothing is recorded. PyTorch's <c>eval()</c> with
    /// <c>no_grad()</c>.
    /// </summary>
    /// <param name="x">The input.</param>
    public Tensor<T> Predict(Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var tree = new ModuleTree<T>(this);
        foreach (Module<T> module in tree.Modules)
        {
            Interlocked.Increment(ref module.predictions);
        }

        foreach (Parameter<T> parameter in tree.Parameters)
        {
            parameter.BeginPrediction();
        }

        try
        {
            return Forward(x.Detach()).Detach();
        }
        finally
        {
            foreach (Parameter<T> parameter in tree.Parameters)
            {
                parameter.EndPrediction();
            }

            foreach (Module<T> module in tree.Modules)
            {
                Interlocked.Decrement(ref module.predictions);
            }
        }
    }

    /// <summary>
    /// Until the result is disposed of, other tensors stand in the place of the parameters: <see cref="Forward"/> becomes a function of
    /// them, and gradients flow into what they were computed from. PyTorch's <c>torch.func.functional_call</c>.
    /// </summary>
    /// <param name="f">From a parameter to the tensor in its place, of the same shape; the parameter's own <c>Value</c> to keep it.</param>
    /// <exception cref="ShapeException">A tensor has another shape than its parameter.</exception>
    /// <example><code>
    /// using (model.Replace(p =&gt; p.Value - rate * gradients[p.Value]))   // one step of descent that can be differentiated
    /// {
    ///     loss = Loss(model.Forward(x));
    /// }
    /// </code></example>
    public IDisposable Replace(Func<Parameter<T>, Tensor<T>> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        IReadOnlyList<Parameter<T>> parameters = Parameters;
        Tensor<T>[] tensors = [.. parameters.Select(f)];
        var replacement = new Replacement();
        try
        {
            for (int i = 0; i < tensors.Length; i++)
            {
                replacement.Put(parameters[i], tensors[i]);
            }
        }
        catch
        {
            replacement.Dispose();
            throw;
        }

        return replacement;
    }

    /// <summary>The name of the class; layers add their sizes: "Linear(2, 3)".</summary>
    public override string ToString() => KindOf(this);

    /// <summary>
    /// A table with a line for each layer: its name and kind, the shape of its output for an input of this shape, and the number of its
    /// parameters; then their sum. <c>torchinfo.summary</c>.
    /// </summary>
    /// <param name="inputShape">The shape of an input, with the batch.</param>
    public string Summary(Shape inputShape) => ModuleSummary<T>.Of(this, inputShape);

    /// <summary>
    /// Runs what uses this module and records it as <see cref="Tensor{T}.TraceGraph"/> does, each layer a group that pictures fold into one
    /// box: <c>model.TraceGraph(() =&gt; Loss.MeanSquaredError(model.Forward(x), y)).SaveHtml("run.html")</c>.
    /// </summary>
    /// <param name="run">What is recorded; usually it computes a loss. It is called once.</param>
    /// <param name="seed">The gradient of the result itself; 1 for a single element if null.</param>
    /// <exception cref="InvalidOperationException">
    /// The result depends on no variable, or has several elements and there is no seed.
    /// </exception>
    /// <remarks>What other threads do with the module meanwhile is not recorded.</remarks>
    public GraphTrace<T> TraceGraph(Func<Tensor<T>> run, Tensor<T>? seed = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return ModuleTrace<T>.Of(this, run, seed);
    }

    private sealed class Replacement : IDisposable
    {
        private readonly Stack<(Parameter<T> Parameter, Tensor<T>? Before)> replaced = [];

        public void Put(Parameter<T> parameter, Tensor<T> tensor)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            replaced.Push((parameter, parameter.Replace(tensor)));
        }

        public void Dispose()
        {
            while (replaced.TryPop(out (Parameter<T> Parameter, Tensor<T>? Before) last))
            {
                last.Parameter.Replace(last.Before);
            }
        }
    }
}
