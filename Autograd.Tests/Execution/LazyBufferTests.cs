using System.Runtime.CompilerServices;
using Autograd.Nn;
using Tensor = Autograd.Tensor<float>;

namespace Autograd.Tests.Execution;

/// <summary>Large elementwise results are computed when they are read, and nobody can tell by the numbers.</summary>
public class LazyBufferTests
{
    private const int Large = 40_000; // deferred; several blocks, and not a multiple of one
    private const int Small = 1_000;  // computed at once

    public static TheoryData<string> Activations => [.. Catalogue.Keys];

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Catalogue = new()
    {
        ["sigmoid"] = x => x.Sigmoid(),
        ["relu"] = x => x.Relu(),
        ["softplus"] = x => x.Softplus(),
        ["bent identity"] = x => x.BentIdentity(),
        ["snake"] = x => x.Snake(0.5),
        ["hard swish"] = x => x.HardSwish(),
        ["gelu"] = x => x.Gelu(),
        ["gelu by tanh"] = x => x.Gelu(tanh: true),
        ["mish"] = x => x.Mish(),
        ["tanh shrink"] = x => x.TanhShrink(),
        ["elu"] = x => x.Elu(),
    };

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_OfALargeTensor_HasTheBitsOfItsParts(string name)
    {
        Func<Tensor, Tensor> f = x => Catalogue[name](x) * x;
        Tensor x = Tensor.Uniform(new Random(3), [Large], -4, 4).AsVariable(), seed = Tensor.Uniform(new Random(4), [Large], -1, 1);
        Tensor y = f(x), first = y.Backward(seed, createGraph: true)[x], second = first.Backward(seed)[x];
        for (int start = 0; start < Large; start += Small)
        {
            Tensor part = x.Detach()[start..(start + Small)].AsVariable(), seedPart = seed[start..(start + Small)];
            Tensor yPart = f(part), firstPart = yPart.Backward(seedPart, createGraph: true)[part];
            Same(yPart, y, "value");
            Same(firstPart, first, "gradient");
            Same(firstPart.Backward(seedPart)[part], second, "second derivative");

            void Same(Tensor expected, Tensor whole, string what) => Assert.True(
                expected.Values.SequenceEqual(whole.Values.Slice(start, Small)), $"{name}: another {what} in the part from {start} on.");
        }
    }

    [Fact]
    public void Stretched_AlongAnyAxes_HasTheBitsOfItsParts()
    {
        var random = new Random(8);
        Shape[] shapes =
        [
            [], [1], [1, 1, 1], [7], [1, 7], [50, 1], [50, 7], [1, 1, 7], [120, 1, 1], [120, 1, 7], [1, 50, 1], [120, 50, 1], [120, 50, 7],
        ];
        foreach (Shape shape in shapes)
        {
            Tensor x = Tensor.Uniform(random, [120, 50, 7], -2, 2), y = Tensor.Uniform(random, shape, 1, 2).AsVariable();
            Tensor whole = (x / y) + (y - x).Exp(), seed = Tensor.Uniform(random, x.Shape, -1, 1);
            Tensor spread = y.BroadcastTo(x.Shape);
            for (int row = 0; row < 120; row++)
            {
                Tensor part = shape.Rank == 3 && shape[0] == 120 ? y[row] : shape.Rank == 3 ? y[0] : y;
                Tensor expected = (x[row] / part) + (part - x[row]).Exp();
                Assert.True(expected.Values.SequenceEqual(whole[row].Values), $"{shape}: row {row} differs.");
                Assert.True(
                    part.BroadcastTo([50, 7]).Values.SequenceEqual(spread[row].Values), $"{shape}: row {row} of the stretched differs.");
            }

            Tensor same = y.Detach().AsVariable();
            Tensor slow = Tensor.Stack([.. Enumerable.Range(0, 120).Select(row =>
            {
                Tensor part = shape.Rank == 3 && shape[0] == 120 ? same[row] : shape.Rank == 3 ? same[0] : same;
                return (x[row] / part) + (part - x[row]).Exp();
            })], 0);
            float[] gradient = whole.Backward(seed)[y].ToArray(), other = slow.Backward(seed)[same].ToArray();
            for (int i = 0; i < gradient.Length; i++)
            {
                Assert.True(
                    MathF.Abs(gradient[i] - other[i]) <= 1e-3f + (1e-4f * MathF.Abs(other[i])),
                    $"{shape}: gradient {gradient[i]}, not {other[i]}");
            }
        }
    }

    [Fact]
    public void ManyResultsOfOne_ReadInAnyOrder_AreRight()
    {
        Tensor x = Tensor.Uniform(new Random(5), [Large], -4, 4), e = x.Exp() * x;
        float[] expected = x.ToArray();
        for (int i = 0; i < Large; i++)
        {
            expected[i] *= MathF.Exp(expected[i]);
        }

        Tensor[] results = [.. Enumerable.Range(0, 10).Select(i => e * (1 << i))];
        foreach (int i in new[] { 3, 0, 9, 1, 2, 8, 4, 7, 5, 6 })
        {
            ReadOnlySpan<float> values = results[i].Values;
            for (int j = 0; j < Large; j++)
            {
                float wanted = expected[j] * (1 << i);
                Assert.True(MathF.Abs(values[j] - wanted) <= 1e-6f * MathF.Abs(wanted), $"result {i}, element {j}: {values[j]}");
            }
        }

        Assert.False(e.Storage.IsPending, "What ten results need was computed for each of them.");
    }

    [Fact]
    public void OneResult_ReadByManyThreads_IsOne()
    {
        for (int round = 0; round < 50; round++)
        {
            Tensor x = Tensor.Uniform(new Random(round), [Large], -4, 4), y = x.Exp(), z = y.Sin() + y;
            float[][] read = new float[8][];
            Parallel.For(0, 8, thread => read[thread] = (thread % 2 == 0 ? y : z).ToArray());
            for (int thread = 2; thread < 8; thread++)
            {
                Assert.True(read[thread % 2].AsSpan().SequenceEqual(read[thread]), $"round {round}: thread {thread} read other numbers.");
            }
        }
    }

    [Fact]
    public void LongChains_NeverRead_HoldABoundedNumberOfResults()
    {
        Tensor y = Tensor.Fill(1, [1_000_000]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5_000; i++)
        {
            y = (y * 0.5) + 0.5;
        }

        Assert.Equal(1, y.Values[^1]);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 200_000_000, $"10000 operations on 4 MB took {allocated >> 20} MB of fresh memory.");
    }

    [Fact]
    public void RunningSum_NeverRead_HoldsFewOfItsTerms()
    {
        var terms = new List<WeakReference>();
        Tensor sum = Tensor.Zeros([Large]);
        for (int i = 0; i < 40; i++)
        {
            sum = AddTerm(sum, i);
        }

        GC.Collect();
        Assert.InRange(terms.Count(term => term.IsAlive), 0, 5);
        Assert.Equal(780, sum.Values[^1]);

        [MethodImpl(MethodImplOptions.NoInlining)] // else a term might live as long as the test
        Tensor AddTerm(Tensor sum, int i)
        {
            Tensor term = Tensor.Fill(i, [Large]);
            terms.Add(new WeakReference(term.Storage.Memory));
            return sum + term;
        }
    }

    [Fact]
    public void Views_OfAResultThatIsNotRead_AreTheSameMemory()
    {
        Tensor x = Tensor.Uniform(new Random(9), [200, 200], -1, 1);
        for (int first = 0; first < 4; first++)
        {
            Tensor y = x.Exp();
            Tensor[] views = [y, y.Reshape(-1), y.Detach(), y.AsVariable()];
            ReadOnlySpan<float> values = views[first].Values;
            foreach (Tensor view in views)
            {
                Assert.True(values == view.Values, $"read first: {first}");
            }
        }
    }

    [Fact]
    public void StretchedBetweenOtherAxes_AmongDeferredResults_IsRight()
    {
        Tensor x = Tensor.Uniform(new Random(10), [20, 50, 40], -1, 1), y = Tensor.Uniform(new Random(11), [20, 1, 40], -1, 1);
        Tensor z = (x.Exp() * y) + x;
        for (int row = 0; row < 20; row++)
        {
            Tensor expected = (x[row].Exp() * y[row]) + x[row];
            Assert.True(expected.Values.SequenceEqual(z[row].Values), $"row {row}");
        }
    }

    [Fact]
    public void WhatLedToIt_GoneBeforeItIsRead_DoesNotMatter()
    {
        Tensor y = OfNothingElse();
        for (int i = 0; i < 200; i++)
        {
            _ = Tensor.Fill(i, [Large]).ToArray();
            GC.Collect(i % 3);
        }

        Assert.True(y.Values.IndexOfAnyExcept(7f) < 0, "What a result was to be computed from has changed.");
    }

    [Fact]
    public void Gradient_ThatIsUsedAgain_HoldsWhatItWasMadeFrom()
    {
        // A gradient that several results of a rule share, sums of many uses, and a product whose temporaries are computed in the rule.
        Tensor x = Tensor.Uniform(new Random(6), [200, 200], -1, 1).AsVariable();
        Func<Tensor, Tensor> f = x => (x.MatMul(x).Tanh() * x).MatMul(x.Sin()) + x.Softmax(1) + x.LogSoftmax(0) + (x * x.Sum(0));
        Tensor y = f(x), seed = Tensor.Uniform(new Random(7), [200, 200], -1, 1);
        float[] recorded = y.Backward(seed, createGraph: true)[x].ToArray(), kept = y.Backward(seed, keepInterior: true)[x].ToArray();
        for (int i = 0; i < 20; i++)
        {
            Assert.True(recorded.AsSpan().SequenceEqual(y.Backward(seed)[x].Values), $"sweep {i} differs from the recorded one.");
        }

        Assert.Equal(recorded, kept);
    }

    [Fact]
    public void OperationOfAUser_IsComputedAtOnce()
    {
        var counting = new Counting();
        Tensor y = Tensor.Apply(counting, Tensor.Fill(1, [Large]).Exp());
        Assert.Equal(1, counting.Calls);
        Assert.Equal(MathF.E, y.Values[^1], 1e-6f);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // else the operands might live as long as the caller
    private static Tensor OfNothingElse() => Tensor.Fill(3, [Large]) + Tensor.Fill(4, [Large]);

    private sealed class Counting : ElementwiseUnary<float>
    {
        public int Calls { get; private set; }

        protected override void Compute(ReadOnlySpan<float> x, Span<float> y)
        {
            Calls++;
            x.CopyTo(y);
        }

        protected override Tensor Derivative(Tensor x, Tensor y) => 1;
    }
}
