using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Messages;

/// <summary>Bounds of numbers that users give. The errors name the operation, and say what would have worked.</summary>
internal static class Argument
{
    /// <summary>The number, if it is not below a bound.</summary>
    public static TNumber AtLeast<TNumber>(
        TNumber bound, TNumber value, string operation, [CallerArgumentExpression(nameof(value))] string name = "")
        where TNumber : INumber<TNumber> => value >= bound ? value : throw Error(value, operation, $"{bound} or more", name);

    /// <summary>The number, if it is not above a bound.</summary>
    public static TNumber AtMost<TNumber>(
        TNumber bound, TNumber value, string operation, [CallerArgumentExpression(nameof(value))] string name = "")
        where TNumber : INumber<TNumber> => value <= bound ? value : throw Error(value, operation, $"{bound} or less", name);

    /// <summary>The number, if it is 0 or more, and finite.</summary>
    public static double NotNegative(double value, string operation, [CallerArgumentExpression(nameof(value))] string name = "") =>
        That(double.IsFinite(value) && value >= 0, value, operation, "0 or more, and finite", name);

    /// <summary>The number, if it is right.</summary>
    public static TNumber That<TNumber>(
        bool isRight, TNumber value, string operation, string what, [CallerArgumentExpression(nameof(value))] string name = "")
        where TNumber : INumber<TNumber> => isRight ? value : throw Error(value, operation, what, name);

    // Without the value as an argument of its own, which .NET would write as the current culture does.
    private static ArgumentOutOfRangeException Error<TNumber>(TNumber value, string operation, string what, string name) =>
        new(name, $"{operation}: {name} must be {what}, but it is {value}.");
}
