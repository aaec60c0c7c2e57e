using Autograd.Explaining;

namespace Autograd;

public sealed partial class Gradients<T>
{
    /// <summary>
    /// Says in words why the gradient of a tensor is zero, large, NaN or infinite: where it was blocked, multiplied by zero or cancelled,
    /// the three operations at which it grew most on the way back, or the first step that made a NaN or ∞.
    /// </summary>
    /// <param name="x">A variable, or an interior tensor if Backward was called with keepInterior.</param>
    /// <param name="language">The language.</param>
    /// <returns>The number of zeros or the largest element in the first line, and a line for each place.</returns>
    /// <exception cref="ArgumentException">x is a constant, or an interior tensor whose gradient was not kept.</exception>
    /// <remarks>
    /// The places are told only after <c>Backward(keepInterior: true)</c>, and while somebody still holds the tensor that was
    /// differentiated, because gradients do not keep the graph alive. It runs the way back once more, and follows every element whose
    /// gradient is exactly 0 towards the output: to the operations where a gradient arrives that is not 0, and 0 goes on. Growth is told of
    /// every gradient that is finite and not 0: the largest |element| that an operation passes on over the largest that came to it.
    /// Of a tensor that was made after the gradients, as the new value of a parameter, it says that.
    /// Gradients made by <see cref="Map(Func{Tensor{T}, Tensor{T}})"/>, + or * belong to no graph.
    /// </remarks>
    /// <example><code>
    /// Tensor x = Tensor.Variable([-1, 2], "x");
    /// Tensor loss = Tensor.Maximum(x, 0).Sum().Named("loss");
    /// Console.WriteLine(loss.Backward(keepInterior: true).Why(x));
    /// // The gradient of x is 0 in 1 of 2 elements.
    /// //    Blocked at Maximum %2 = max(x, 0), 1 of 2 elements inactive: the derivative there is 0.
    /// // The largest element of the gradient of x is 1 in absolute value.
    /// // It grew nowhere on the way back.
    /// </code></example>
    public string Why(Tensor<T> x, Language language = Language.English)
    {
        ArgumentNullException.ThrowIfNull(x);
        var words = WhyWords.In(language);
        string name = words.NameOf(x.Name, x.Shape);
        if (WasMadeLater(x))
        {
            return words.MadeLater(name);
        }

        Tensor<T> gradient = Of(x, $"Why: {x.Label("the tensor")}");
        if (origin?.Output is { } reference && reference.TryGetTarget(out Tensor<T>? output))
        {
            return WhyAnalysis<T>.Of(output.TraceGraph(origin.Seed), x, words);
        }

        string advice = origin is null ? words.AskWithInterior : origin.Output is null ? words.MadeFromOthers : words.GraphIsGone;
        return string.Join('\n', [
            .. Contains(x) ? WhyAnalysis<T>.Summary(name, gradient, words) : [words.NoPath(name, words.TheOutput)], advice]);
    }

    /// <summary>What was differentiated, held weakly, and the seed; neither of gradients that were made from gradients.</summary>
    internal sealed record Origin(WeakReference<Tensor<T>>? Output, Tensor<T>? Seed)
    {
        /// <summary>Other gradients.</summary>
        public static readonly Origin Gradients = new(null, null);

        /// <summary>The origin of gradients that Backward returns.</summary>
        public static Origin Of(Tensor<T> output, Tensor<T> seed) => new(new(output), seed.Detach());
    }
}
