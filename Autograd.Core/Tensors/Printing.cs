using Autograd.Tensors;

namespace Autograd;

public sealed partial class Tensor<T> : IFormattable
{
    /// <summary>
    /// The elements as NumPy lays them out, with 8 significant digits: <c>[0.31682708 0.69627909]</c>, a scalar as a bare <c>220</c>.
    /// The text is the same under every culture.
    /// </summary>
    /// <remarks>
    /// Columns are aligned on the decimal point, lines are wrapped at 75 characters, and of more than 1000 elements the first and the
    /// last 3 along each axis are shown. NumPy's <c>str(a)</c>, but numbers have 8 significant digits where NumPy has 8 decimals, each
    /// number decides for itself whether it takes an exponent, and 1 is not written <c>1.</c> or <c>1.0</c>.
    /// </remarks>
    /// <example><code>
    /// Console.WriteLine(Tensor.Eye(2));
    /// // [[1 0]
    /// //  [0 1]]
    /// </code></example>
    public override string ToString() => ToString(null, null);

    /// <summary>The elements laid out as by <see cref="ToString()"/>, each in a format of .NET: <c>$"{x:F3}"</c>.</summary>
    /// <param name="format">A numeric format such as F3, G4 or E2; if null or empty, 8 significant digits at most.</param>
    /// <param name="provider">Whose decimal signs are used; if null, the invariant ones and never those of the current culture.</param>
    /// <exception cref="FormatException">.NET does not know the format.</exception>
    /// <remarks>NaN and the infinities are <c>nan</c>, <c>inf</c> and <c>-inf</c> whatever the format and the provider.</remarks>
    public string ToString(string? format, IFormatProvider? provider) => TensorText.Layout(this, format, provider);
}
