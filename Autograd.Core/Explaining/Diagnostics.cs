using System.Diagnostics;
using System.Runtime.CompilerServices;
using Autograd.Messages;

namespace Autograd;

/// <summary>What helps to find a mistake, and is off otherwise because it takes time.</summary>
public static class Diagnostics
{
    // In a class without initializers: so that asking it, as every new tensor does, is one read of a field.
    private static int openScopes;

    /// <summary>
    /// Until what it returns is disposed, every tensor remembers the line that made it: errors then say "created at net.cs:41", and so
    /// do <see cref="TraceNode{T}.Source"/>, explanations, <see cref="GraphTrace{T}.FirstNonFinite()"/>, <see cref="Gradients{T}.Why"/>
    /// and the JSON. PyTorch: <c>autograd.detect_anomaly()</c>.
    /// </summary>
    /// <returns>The scope; it ends when it is disposed.</returns>
    /// <remarks>
    /// The line is that of the innermost method that belongs neither to this library nor to .NET; without symbols the name of the
    /// method stands for it, and where optimized code was inlined, the method that it was inlined into. A scope holds for the code that it
    /// encloses, across <c>await</c> and in the tasks and threads that are started in it, and for no other; scopes nest. No number
    /// changes, but reading the stack takes ten microseconds or more per tensor, those of the way back included. Outside all scopes it
    /// costs nothing, and what was remembered goes when the tensor goes.
    /// </remarks>
    /// <example><code>
    /// using (Diagnostics.SourceLines())
    /// {
    ///     loss = model.Forward(x).Sum();   // MatMul: inner sizes differ: "x" is (2, 3) (created at net.cs:12), …
    /// }
    /// </code></example>
    public static IDisposable SourceLines() => new Scope();

    /// <summary>The line that made a tensor, as "net.cs:41"; null if it was not made in a scope.</summary>
    internal static string? SourceOf(object tensor) => Records.Lines.TryGetValue(tensor, out string? line) ? line : null;

    /// <summary>Records the line that makes this tensor, if a scope is open here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Remember(object tensor)
    {
        if (openScopes != 0)
        {
            RememberHere(tensor);
        }
    }

    private static void RememberHere(object tensor)
    {
        if (Scope.IsOpenHere && CallersLine() is { } line)
        {
            Records.Lines.Add(tensor, line);
        }
    }

    private static string? CallersLine()
    {
        foreach (StackFrame frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            if (DiagnosticMethodInfo.Create(frame) is { } method && !IsPassedOver(method.DeclaringAssemblyName.Split(',')[0]))
            {
                return frame.GetFileName() is { } file
                    ? $"{Path.GetFileName(file)}:{frame.GetFileLineNumber()}"
                    : $"{method.DeclaringTypeName?.Split('.')[^1]}.{method.Name}";
            }
        }

        return null;

        // LINQ and the like stand between a lambda of the user's and what calls it.
        static bool IsPassedOver(string assembly) =>
            assembly is "Autograd.Core" or "Autograd.Nn" || assembly.StartsWith("System.", StringComparison.Ordinal);
    }

    private static class Records
    {
        public static readonly ConditionalWeakTable<object, string> Lines = [];
        public static readonly AsyncLocal<Scope?> Innermost = new();
    }

    private sealed class Scope : IDisposable
    {
        private readonly Scope? outer = Records.Innermost.Value;
        private int isDisposed;

        public Scope()
        {
            Records.Innermost.Value = this;
            Interlocked.Increment(ref openScopes);
        }

        /// <summary>
        /// Whether one of the scopes around the running code is open: a task may outlive the innermost, and it may be disposed elsewhere.
        /// </summary>
        public static bool IsOpenHere
        {
            get
            {
                Scope? scope = Records.Innermost.Value;
                while (scope is { isDisposed: not 0 })
                {
                    scope = scope.outer;
                }

                return scope is not null;
            }
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) != 0)
            {
                return;
            }

            Interlocked.Decrement(ref openScopes);
            if (Records.Innermost.Value == this)
            {
                Records.Innermost.Value = outer;
            }
        }
    }
}

/// <content>What errors say of a tensor.</content>
public sealed partial class Tensor<T>
{
    /// <summary>
    /// The line that made this tensor, as "net.cs:41"; null unless it was made while <see cref="Diagnostics.SourceLines"/> was on.
    /// </summary>
    public string? Source => Diagnostics.SourceOf(this);

    /// <summary>The line that made this tensor, in brackets, to be put behind its name; empty if nobody recorded it.</summary>
    internal string CreatedAt => Wording.CreatedAt(Source);

    /// <summary>How errors call this tensor.</summary>
    internal string Label(string role) => Wording.Label(Name, role, $"{Shape}", Source);
}
