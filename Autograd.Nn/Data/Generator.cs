using System.Buffers.Binary;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// A random number generator whose state can be read and set, so that a run can be stopped and resumed: xoshiro256** (D. Blackman and
/// S. Vigna, 2018), seeded by SplitMix64. It gives the same numbers on every machine. PyTorch's <c>torch.Generator</c>.
/// </summary>
/// <remarks>Not for several threads at once, and not for secrets.</remarks>
/// <example><code>
/// var random = new Generator(42);
/// ulong[] state = random.State;      // to be saved
/// random.State = state;              // from here on the same numbers again
/// </code></example>
public sealed class Generator : Random
{
    private readonly ulong[] state = new ulong[4];

    /// <summary>A generator whose numbers are determined by a seed.</summary>
    /// <param name="seed">Any number.</param>
    public Generator(long seed)
    {
        ulong x = unchecked((ulong)seed);
        for (int i = 0; i < state.Length; i++)
        {
            x = unchecked(x + 0x9E3779B97F4A7C15);
            ulong z = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
            state[i] = z ^ (z >> 31);
        }
    }

    /// <summary>The four numbers that determine all further ones.</summary>
    /// <exception cref="ArgumentException">There are not four numbers, or all are 0.</exception>
    public ulong[] State
    {
        get => [.. state];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Length != state.Length || value.All(number => number == 0))
            {
                throw new ArgumentException("The state of a Generator is four numbers that are not all 0.", nameof(value));
            }

            value.CopyTo(state, 0);
        }
    }

    /// <inheritdoc/>
    public override int Next() => Next(int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue)
    {
        Argument.AtLeast(0, maxValue, "Generator.Next");
        return (int)Below((ulong)maxValue);
    }

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    /// <inheritdoc/>
    public override long NextInt64() => NextInt64(long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue)
    {
        Argument.AtLeast(0, maxValue, "Generator.Next");
        return (long)Below((ulong)maxValue);
    }

    /// <inheritdoc/>
    public override long NextInt64(long minValue, long maxValue)
    {
        Argument.AtMost(maxValue, minValue, "Generator.Next");
        return unchecked(minValue + (long)Below((ulong)maxValue - (ulong)minValue));
    }

    /// <summary>A multiple of 2⁻⁵³ in [0, 1).</summary>
    public override double NextDouble() => (Bits() >> 11) * (1.0 / (1ul << 53));

    /// <summary>A multiple of 2⁻²⁴ in [0, 1).</summary>
    public override float NextSingle() => (Bits() >> 40) * (1f / (1 << 24));

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        Span<byte> eight = stackalloc byte[8];
        for (; !buffer.IsEmpty; buffer = buffer[Math.Min(8, buffer.Length)..])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(eight, Bits());
            eight[..Math.Min(8, buffer.Length)].CopyTo(buffer);
        }
    }

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();

    /// <summary>A number from 0 up to but without a bound, each as likely; 0 for a bound of 0.</summary>
    private ulong Below(ulong bound)
    {
        // The upper half of a product, without the few cases that would make some numbers likelier (D. Lemire, 2019).
        UInt128 product = (UInt128)Bits() * bound;
        ulong tooSmall = bound == 0 ? 0 : unchecked(0 - bound) % bound;
        while ((ulong)product < tooSmall)
        {
            product = (UInt128)Bits() * bound;
        }

        return (ulong)(product >> 64);
    }

    private ulong Bits()
    {
        ulong result = unchecked(ulong.RotateLeft(unchecked(state[1] * 5), 7) * 9), t = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= t;
        state[3] = ulong.RotateLeft(state[3], 45);
        return result;
    }
}
