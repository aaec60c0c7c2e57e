using System.Globalization;
using System.Numerics;

namespace Autograd.Formulas;

/// <summary>
/// What a primitive computes and how gradients go back through it, as people write it. The operands are called x, y and m in the order of
/// the inputs, the result y where there is one operand, else z, and its gradient g.
/// </summary>
internal sealed class PrimitiveFormula
{
    private PrimitiveFormula(string value, string[] perInput, bool isLocal)
    {
        Value = Formula.Parse(value);
        PerInput = [.. perInput.Select(Formula.Parse)];
        IsLocal = isLocal;
    }

    /// <summary>What is computed.</summary>
    public Formula Value { get; }

    /// <summary>For each input the local derivative, or, if it is not local, the gradient, which contains g.</summary>
    public Formula[] PerInput { get; }

    /// <summary>Whether the gradient of an input is g times a local derivative, element by element.</summary>
    public bool IsLocal { get; }

    /// <summary>The formula of an elementwise operation: the value, and the derivative by each input.</summary>
    public static PrimitiveFormula Local(string value, params string[] derivatives) => new(value, derivatives, isLocal: true);

    /// <summary>The formula of an operation on whole arrays: the value, and the gradient of each input.</summary>
    public static PrimitiveFormula Whole(string value, params string[] gradients) => new(value, gradients, isLocal: false);

    /// <summary>A number of any element type, so that it reads back as the same.</summary>
    public static string Number<T>(T number)
        where T : IFloatingPointIeee754<T> => (number + T.Zero).ToString("R", CultureInfo.InvariantCulture);
}
