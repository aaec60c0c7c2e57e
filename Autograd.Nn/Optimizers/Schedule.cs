using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// A learning rate that changes with the steps: <c>optimizer.LearningRate = schedule.At(step)</c>. It has no state, so any step can be
/// asked for at any time. PyTorch's <c>optim.lr_scheduler</c>.
/// </summary>
public abstract class Schedule
{
    /// <summary>A schedule that starts from this rate.</summary>
    /// <param name="learningRate">The rate, 0 or more and finite.</param>
    private protected Schedule(double learningRate) => LearningRate = Argument.NotNegative(learningRate, GetType().Name);

    /// <summary>The rate that the schedule was made with.</summary>
    public double LearningRate { get; }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public double At(int step)
    {
        Argument.AtLeast(0, step, GetType().Name);
        return Rate(step);
    }

    /// <summary>The learning rate of a step that is not negative.</summary>
    private protected abstract double Rate(int step);
}

/// <summary>rate·γ^⌊step/size⌋: a fraction γ of the rate after every so many steps. PyTorch's <c>StepLR</c>.</summary>
/// <param name="learningRate">The first rate.</param>
/// <param name="size">The number of steps at one rate.</param>
/// <param name="gamma">The fraction γ.</param>
public sealed class StepDecay(double learningRate, int size, double gamma = 0.1) : Schedule(learningRate)
{
    private readonly int size = Argument.AtLeast(1, size, nameof(StepDecay));
    private readonly double gamma = Argument.NotNegative(gamma, nameof(StepDecay));

    private protected override double Rate(int step) => LearningRate * Math.Pow(gamma, step / size);
}

/// <summary>rate·γ^step. PyTorch's <c>ExponentialLR</c>.</summary>
/// <param name="learningRate">The first rate.</param>
/// <param name="gamma">The fraction γ.</param>
public sealed class Exponential(double learningRate, double gamma) : Schedule(learningRate)
{
    private readonly double gamma = Argument.NotNegative(gamma, nameof(Exponential));

    private protected override double Rate(int step) => LearningRate * Math.Pow(gamma, step);
}

/// <summary>
/// min + (rate − min)·(1 + cos(π·step/steps))/2: half a wave down to the minimum, and, should it go on, up again.
/// PyTorch's <c>CosineAnnealingLR</c>.
/// </summary>
/// <param name="learningRate">The first rate.</param>
/// <param name="steps">The number of steps to the minimum.</param>
/// <param name="minimum">The lowest rate.</param>
public sealed class Cosine(double learningRate, int steps, double minimum = 0) : Schedule(learningRate)
{
    private readonly int steps = Argument.AtLeast(1, steps, nameof(Cosine));
    private readonly double minimum = Argument.NotNegative(minimum, nameof(Cosine));

    private protected override double Rate(int step) => minimum + ((LearningRate - minimum) * (1 + Math.Cos(Math.PI * step / steps)) / 2);
}

/// <summary>
/// A straight way from a fraction of a rate to the whole in the first steps, and then that rate, or another schedule from its own step 0
/// on. PyTorch's <c>LinearLR</c>, before another in a <c>SequentialLR</c>.
/// </summary>
/// <param name="learningRate">The rate to reach.</param>
/// <param name="steps">The number of steps to it.</param>
/// <param name="start">The fraction of step 0, above 0 and up to 1.</param>
/// <param name="then">What follows; null for the rate itself.</param>
public sealed class WarmUp(double learningRate, int steps, double start = 1.0 / 3, Schedule? then = null) : Schedule(learningRate)
{
    private readonly int steps = Argument.AtLeast(1, steps, nameof(WarmUp));
    private readonly double start = Argument.That(start is > 0 and <= 1, start, nameof(WarmUp), "above 0 and at most 1");

    private protected override double Rate(int step) =>
        step < steps ? LearningRate * (start + ((1 - start) * step / steps)) : then?.At(step - steps) ?? LearningRate;
}

/// <summary>
/// One wave: from rate/first up to the rate in the given part of the steps, and from there down to rate/first/last, both along half a
/// cosine; the last rate ever after. PyTorch's <c>OneCycleLR</c>.
/// </summary>
/// <param name="learningRate">The highest rate.</param>
/// <param name="steps">The number of all steps.</param>
/// <param name="rise">The part of the steps in which the rate rises.</param>
/// <param name="first">By what the highest rate is divided for the first.</param>
/// <param name="last">By what the first rate is divided for the last.</param>
/// <remarks>L. N. Smith and N. Topin, Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates, 2018.</remarks>
public sealed class OneCycle(double learningRate, int steps, double rise = 0.3, double first = 25, double last = 1e4)
    : Schedule(learningRate)
{
    private readonly int steps = Argument.AtLeast(2, steps, nameof(OneCycle));
    private readonly double rise = Argument.That(rise is >= 0 and <= 1, rise, nameof(OneCycle), "from 0 to 1");
    private readonly double first = Argument.That(first > 0, first, nameof(OneCycle), "above 0");
    private readonly double last = Argument.That(last > 0, last, nameof(OneCycle), "above 0");

    private protected override double Rate(int step)
    {
        double initial = LearningRate / first, final = initial / last, top = (rise * steps) - 1, end = steps - 1;
        return top > 0 && step <= top ? Between(initial, LearningRate, step / top)
            : Between(LearningRate, final, Math.Min(1, (step - top) / (end - top)));
    }

    private static double Between(double from, double to, double part) => to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * part)));
}
