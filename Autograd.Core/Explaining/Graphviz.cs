using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Autograd;

/// <summary>
/// Draws what <see cref="GraphTrace{T}.ToDot"/> says by the program <c>dot</c> of Graphviz, where that is installed: for graphs that are
/// too large to be laid out by <see cref="GraphTrace{T}.ToSvg"/>, or for another layout.
/// </summary>
public static partial class Graphviz
{
    /// <summary>The picture.</summary>
    /// <param name="dot">A graph in the language of Graphviz.</param>
    /// <exception cref="InvalidOperationException">
    /// There is no program <c>dot</c> on the PATH, or it did not understand the text.
    /// </exception>
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
            try
            {
                process.StandardInput.Write(dot);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It stopped before it had read everything, and says why.
            }

            process.WaitForExit();
            int begin = drawn.Result.IndexOf("<svg", StringComparison.Ordinal);
            return process.ExitCode == 0 && begin >= 0
                ? new Svg(Classes().Replace(drawn.Result[begin..], ""))
                : throw new InvalidOperationException($"Graphviz did not draw the graph: {errors.Result.Trim()}");
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                "Graphviz is not installed: no program dot was found on the PATH. ToSvg and SaveHtml draw without it.", exception);
        }
    }

    /// <summary>The classes that Graphviz gives; a page has its own of the same names.</summary>
    [GeneratedRegex(" class=\"(graph|node|edge)\"")]
    private static partial Regex Classes();
}
