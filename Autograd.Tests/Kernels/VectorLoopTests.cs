using System.Numerics;
using Autograd.Kernels;

namespace Autograd.Tests.Kernels;

/// <summary>The vector loops against plain definitions, for every length, in slices, and in place.</summary>
public abstract class VectorLoopTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private delegate void Kernel(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> result);

    public static TheoryData<string> Operations => [.. Table.Keys];

    private static Dictionary<string, (Kernel Kernel, Func<T, T, T, T> Plain)> Table { get; } = new()
    {
        ["Equal"] = (Binary(VectorLoop.Map<T, LaneFunctions.Equal>), (x, y, _) => Mask(x == y)),
        ["NotEqual"] = (Binary(VectorLoop.Map<T, LaneFunctions.NotEqual>), (x, y, _) => Mask(x != y)),
        ["Greater"] = (Binary(VectorLoop.Map<T, LaneFunctions.Greater>), (x, y, _) => Mask(x > y)),
        ["GreaterOrEqual"] = (Binary(VectorLoop.Map<T, LaneFunctions.GreaterOrEqual>), (x, y, _) => Mask(x >= y)),
        ["Less"] = (Binary(VectorLoop.Map<T, LaneFunctions.Less>), (x, y, _) => Mask(x < y)),
        ["LessOrEqual"] = (Binary(VectorLoop.Map<T, LaneFunctions.LessOrEqual>), (x, y, _) => Mask(x <= y)),
        ["ShareOfMaximum"] = (Binary(VectorLoop.Map<T, LaneFunctions.ShareOfMaximum>), (x, y, _) => Share(x, y, x > y, y > x)),
        ["ShareOfMinimum"] = (Binary(VectorLoop.Map<T, LaneFunctions.ShareOfMinimum>), (x, y, _) => Share(x, y, x < y, y < x)),
        ["Chain"] = (Binary(VectorLoop.Map<T, LaneFunctions.Chain>), (g, d, _) => g == T.Zero || d == T.Zero ? T.Zero : g * d),
        ["Select"] = (VectorLoop.Map<T, LaneFunctions.Select>, (mask, x, y) => mask != T.Zero ? x : y),
        ["Clamp"] = ((x, _, _, y) => VectorLoop.Map<T, LaneFunctions.Clamp>(x, Low, High, y),
            (x, _, _) => x < Low ? Low : x > High ? High : x),
        ["Sign"] = ((x, _, _, y) => VectorLoop.Map<T, LaneFunctions.Sign>(x, y),
            (x, _, _) => x > T.Zero ? T.One : x < T.Zero ? -T.One : T.IsNaN(x) ? x : T.Zero),
    };

    private static T Low => -T.One / (T.One + T.One);

    private static T High => T.One;

    [Theory]
    [MemberData(nameof(Operations))]
    public void Operation_OfAnyLengthAndOffset_IsThePlainOne(string operation)
    {
        (Kernel kernel, Func<T, T, T, T> plain) = Table[operation];
        var random = new Random(5);
        for (int length = 0; length <= 100; length++)
        {
            int offset = random.Next(9);
            ReadOnlySpan<T> x = Specials<T>.Draw(random, length + offset).AsSpan(offset), y = Specials<T>.Draw(random, length);
            ReadOnlySpan<T> z = Specials<T>.Draw(random, length);
            T[] result = Specials<T>.Draw(random, length + offset + 1);
            T[] before = [.. result];
            kernel(x, y, z, result.AsSpan(offset, length));
            for (int i = 0; i < length; i++)
            {
                Assert.True(
                    Specials<T>.Same(plain(x[i], y[i], z[i]), result[offset + i]),
                    $"{operation}({x[i]}, {y[i]}, {z[i]}) at {i} of {length} is {result[offset + i]}.");
            }

            Assert.Equal(before[..offset], result[..offset]);
            Assert.Equal(before[^1], result[^1]);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Operation_InPlace_GivesTheSame(string operation)
    {
        Kernel kernel = Table[operation].Kernel;
        var random = new Random(6);
        for (int length = 0; length <= 100; length++)
        {
            T[][] inputs = [Specials<T>.Draw(random, length), Specials<T>.Draw(random, length), Specials<T>.Draw(random, length)];
            var expected = new T[length];
            kernel(inputs[0], inputs[1], inputs[2], expected);
            for (int target = 0; target < 3; target++)
            {
                T[][] copies = [.. inputs.Select(x => x.ToArray())];
                kernel(copies[0], copies[1], copies[2], copies[target]);
                Assert.Equal(expected, copies[target]);
            }
        }
    }

    [Fact]
    public void Operand_ShorterThanTheResult_IsAnError() =>
        Assert.ThrowsAny<ArgumentException>(() => VectorLoop.Map<T, LaneFunctions.Equal>(new T[20], new T[19], new T[20]));

    private static Kernel Binary(Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>> map) => (x, y, _, z) => map(x, y, z);

    private static T Mask(bool holds) => holds ? T.One : T.Zero;

    private static T Share(T x, T y, bool xBeatsY, bool yBeatsX)
    {
        (bool xWins, bool yWins) = (xBeatsY || T.IsNaN(x), yBeatsX || T.IsNaN(y));
        return xWins == yWins ? T.One / (T.One + T.One) : xWins ? T.One : T.Zero;
    }
}

public sealed class VectorLoopTestsSingle : VectorLoopTests<float>;

public sealed class VectorLoopTestsDouble : VectorLoopTests<double>;
