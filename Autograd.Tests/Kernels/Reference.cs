using System.Globalization;
using System.Numerics;

namespace Autograd.Tests.Kernels;

/// <summary>One line of a file in references: the arguments of a function, and its value with 40 digits.</summary>
/// <param name="X">The first argument.</param>
/// <param name="Y">The second one, where the function has two.</param>
/// <param name="Value">The value in decimal.</param>
internal sealed record Reference(double X, double Y, string Value)
{
    public static IEnumerable<Reference> Of(string function)
    {
        string name = $"Autograd.Tests.Kernels.references.{function}.txt";
        using Stream file = typeof(Reference).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"{function} has no references: add it to make_references.py.", name);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                string[] words = line.Split(' ');
                yield return new(Number(words[0]), words.Length > 2 ? Number(words[1]) : 0, words[^1]);
            }
        }
    }

    /// <summary>The distance of a result from the value, in units in the last place that a T of the value's size has.</summary>
    public double UnitsOff<T>(T result)
        where T : IFloatingPointIeee754<T>
    {
        double y = double.CreateTruncating(result), nearest = double.CreateTruncating(T.Parse(Value, CultureInfo.InvariantCulture));
        if (!double.IsFinite(nearest) || !double.IsFinite(y))
        {
            return y.Equals(nearest) ? 0 : double.PositiveInfinity;
        }

        // Everything in integers, of 2⁻¹⁰⁷⁴ and of the power of ten that makes the value whole.
        (BigInteger digits, int power) = Digits();
        BigInteger scale = BigInteger.Pow(10, Math.Max(-power, 0));
        BigInteger value = (digits * BigInteger.Pow(10, Math.Max(power, 0))) << 1074;
        BigInteger difference = BigInteger.Abs(value - Whole(y) * scale);
        return Math.Exp(BigInteger.Log(difference) - BigInteger.Log(scale << (LastPlace<T>(nearest) + 1074)));
    }

    /// <summary>The exponent of 2 of the last place of a T.</summary>
    private static int LastPlace<T>(double value) => typeof(T) == typeof(float)
        ? Math.Max(value == 0 ? int.MinValue : Math.ILogB(value) - 23, -149)
        : Math.Max(value == 0 ? int.MinValue : Math.ILogB(value) - 52, -1074);

    /// <summary>y·2¹⁰⁷⁴, which is a whole number.</summary>
    private static BigInteger Whole(double y)
    {
        int exponent = y == 0 ? -1074 : Math.Max(Math.ILogB(y) - 52, -1074);
        return new BigInteger(Math.ScaleB(y, -exponent)) << (exponent + 1074);
    }

    /// <summary>The value as digits·10^power.</summary>
    private (BigInteger Digits, int Power) Digits()
    {
        string[] parts = Value.Split('e');
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        int decimals = point < 0 ? 0 : parts[0].Length - point - 1;
        int exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        return (BigInteger.Parse(parts[0].Replace(".", ""), CultureInfo.InvariantCulture), exponent - decimals);
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
