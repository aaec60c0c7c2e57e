using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Autograd;

/// <summary>
/// Draws what <see cref="GraphTrace{T}.ToDot"/> says by the program <c>dot</c> of Graphviz, where that is installed: for graphs too large for
/// <see cref="GraphTrace{T}.ToSvg"/>, or of another layout.
/// </summary>
public static class Graphviz
{
    /// <summary>The picture.</summary>
    /// <param name="dot">A graph in the language of Graphviz.</param>
    /// <exception cref="InvalidOperationException">There is no program <c>dot</c> on the PATH, or it did not understand the text.</exception>
    public static Svg Draw(string dot)
    {
        ArgumentNullException.ThrowIfNull(dot);
        var start = new ProcessStartInfo("dot", ["-Tsvg"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };

        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync(), drawn = process.StandardOutput.ReadToEndAsync();
            process.StandardInput.Write(dot);
            process.StandardInput.Close();
            process.WaitForExit();
            return process.ExitCode == 0
                ? new Svg(drawn.Result[drawn.Result.IndexOf("<svg", StringComparison.Ordinal)..])
                : throw new InvalidOperationException($"Graphviz did not draw the graph: {errors.Result.Trim()}");
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                "Graphviz is not installed: no program dot was found on the PATH. ToSvg and SaveHtml draw without it.", exception);
        }
    }
}
