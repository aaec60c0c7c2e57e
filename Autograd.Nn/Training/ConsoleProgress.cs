using System.Globalization;

namespace Autograd.Nn;

/// <summary>
/// Writes progress as one line that renews itself in a terminal, and as plain lines, about twenty of them, into a file:
/// <c>new ConsoleProgress(Console.Out, Console.IsOutputRedirected)</c>.
/// </summary>
/// <param name="writer">Where to write.</param>
/// <param name="isRedirected">Whether it is a file and no terminal.</param>
public sealed class ConsoleProgress(TextWriter writer, bool isRedirected) : IProgress<TrainingProgress>
{
    private const int Lines = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private TimeSpan last = TimeSpan.MinValue;
    private int width;

    /// <summary>Writes a line, unless the last one is too recent.</summary>
    /// <param name="value">How far the training is.</param>
    public void Report(TrainingProgress value)
    {
        bool isEnd = value.Step == value.Steps;
        if (isRedirected)
        {
            int every = Math.Max(1, value.Epochs / Lines);
            if (isEnd || (value.IsEndOfEpoch && value.Epoch % every == 0))
            {
                writer.WriteLine(Text(value));
            }

            return;
        }

        if (isEnd || last == TimeSpan.MinValue || value.Elapsed - last >= Pause)
        {
            string text = Text(value);
            writer.Write($"\r{text.PadRight(width)}{(isEnd ? Environment.NewLine : "")}");
            (last, width) = (value.Elapsed, text.Length);
        }
    }

    private static string Text(TrainingProgress p)
    {
        double seconds = p.Elapsed.TotalSeconds, rate = seconds > 0 ? p.Step / seconds : 0;
        string left = p.Step < p.Steps && rate > 0 ? $", {Time((p.Steps - p.Step) / rate)} left" : "";
        string validation = p.ValidationLoss is { } loss ? string.Create(CultureInfo.InvariantCulture, $", validation {loss:G4}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {p.Epoch}/{p.Epochs}, loss {p.Loss:G4}{validation}, {rate:F0} steps/s, {Time(seconds)}{left}");
    }

    private static string Time(double seconds) => seconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):F0} min {seconds % 60:F0} s");
}
