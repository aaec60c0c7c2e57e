using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>What optimizers remember, as tensors.</summary>
internal static class OptimizerState
{
    private const int Radix = 1 << 20; // a float holds it, and its digits, exactly

    /// <summary>A number of steps as its digits, lowest first.</summary>
    public static Tensor<T> FromCount<T>(long count)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Tensor<double>.Constant([count % Radix, count / Radix % Radix, count / Radix / Radix]).Convert<T>();

    /// <exception cref="ArgumentException">There are not three digits.</exception>
    public static long ToCount<T>(Tensor<T> digits)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] all = digits.ToArray();
        return all.Length == 3 && Array.TrueForAll(all, digit => T.IsInteger(digit) && digit >= T.Zero && digit < T.CreateTruncating(Radix))
            ? all.Reverse().Aggregate(0L, (count, digit) => (count * Radix) + long.CreateTruncating(digit))
            : throw new ArgumentException($"The state of an optimizer has a count that is none: {digits}.");
    }

    /// <summary>One error with all differences in names and shapes between what is expected and what is given.</summary>
    public static void Check<T>(string kind, IReadOnlyDictionary<string, Tensor<T>> expected, IReadOnlyDictionary<string, Tensor<T>> given)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string[] differences =
        [
            .. expected.Keys.Except(given.Keys).Select(name => $"{Wording.Quoted(name)} is missing"),
            .. given.Keys.Except(expected.Keys).Select(name => $"{Wording.Quoted(name)} is unknown"),
            .. expected.Where(pair => given.TryGetValue(pair.Key, out Tensor<T>? other) && other.Shape != pair.Value.Shape)
                .Select(pair => $"{Wording.Quoted(pair.Key)} has shape {given[pair.Key].Shape} instead of {pair.Value.Shape}"),
        ];
        if (differences.Length > 0)
        {
            throw new ArgumentException($"{kind}: the state does not fit: {string.Join("; ", differences)}.");
        }
    }
}
