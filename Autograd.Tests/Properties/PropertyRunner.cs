using System.Reflection;
using System.Text;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>Runs one property and turns FsCheck's result into xunit's: output, or an exception.</summary>
internal sealed class PropertyRunner : IRunner
{
    private readonly StringBuilder output = new();
    private TestResult? result;

    /// <summary>What the run has to say beside its failure.</summary>
    public string Output => output.ToString();

    /// <summary>Calls the method with generated arguments until one fails or enough have passed.</summary>
    /// <exception cref="PropertyFailedException">The property does not hold, or rejected too many arguments.</exception>
    public void Check(MethodInfo method, object? instance)
    {
        PropertyAttribute attribute = method.GetCustomAttribute<PropertyAttribute>()!;
        string replay = attribute.Replay ?? PropertyAttribute.ChooseReplay(Environment.GetEnvironmentVariable("CI") == "true");
        FsCheck.Check.Method(attribute.ToConfig(replay, this), method, instance);

        string text = Runner.onFinishedToString("", result);
        if (result is not TestResult.Passed)
        {
            throw new PropertyFailedException($"Replay = \"{replay}\"{Environment.NewLine}{text}", result as TestResult.Failed);
        }

        output.Append(text);
    }

    void IRunner.OnStartFixture(Type fixture)
    {
    }

    void IRunner.OnArguments(int number, FSharpList<object> arguments, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> format) =>
        output.Append(format.Invoke(number).Invoke(arguments));

    void IRunner.OnShrink(FSharpList<object> arguments, FSharpFunc<FSharpList<object>, string> format) =>
        output.Append(format.Invoke(arguments));

    void IRunner.OnFinished(string name, TestResult result) => this.result = result;
}

/// <summary>A property does not hold: the seed, FsCheck's report, and as stack trace that of the exception inside the property.</summary>
public sealed class PropertyFailedException(string message, TestResult.Failed? failure) : XunitException(message)
{
    /// <inheritdoc/>
    public override string? StackTrace => (failure?.Item4 as Outcome.Failed)?.Item.GetBaseException().StackTrace;
}
