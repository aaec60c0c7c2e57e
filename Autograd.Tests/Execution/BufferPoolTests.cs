using System.Runtime.CompilerServices;
using Autograd.Nn;
using Tensor = Autograd.Tensor<float>;

namespace Autograd.Tests.Execution;

/// <summary>The memory of large tensors is used again, and nobody can tell by the numbers.</summary>
public class BufferPoolTests
{
    private const int Large = 40_000; // floats: rented from the pool, and computed in several blocks

    // Many kinds of rules: temporaries, gradients passed on, views, sums of several uses, broadcasting, reads of parts.
    private static readonly Func<Tensor, Tensor>[] Programs =
    [
        x => x.Exp() * x,
        x => (x * x + 1).Sqrt() + x,
        x => x.Tanh() / (x.Square() + 2) - x,
        x => Tensor.Select(x > 0, x.Sin(), x.Erf()) + x.Clamp(-1, 1),
        x => Tensor.Maximum(x, -x).LogP1() + Tensor.Hypot(x, x + 1),
        x => (x.Reshape(-1, 8) * x.Reshape(-1, 8).Transpose().Transpose()).Reshape(x.Shape),
        x => (x + x).Slice(0, 0, null).Abs() + (-x).Named("y"),
        x => x.Square().Pow(1.25) + x.Square().LogP1() + 1 / (x.Square() + 0.5),
    ];

    [Fact]
    public void Backward_OfLargeTensors_HasTheBitsOfItsParts()
    {
        var random = new Random(5);
        const int part = 1000;
        foreach ((int number, Func<Tensor, Tensor> program) in Programs.Index())
        {
            Tensor x = Tensor.Uniform(random, [Large], -2, 2).AsVariable("x"), seed = Tensor.Uniform(random, [Large], -1, 1);
            float[] whole = program(x).Backward(seed)[x].ToArray();
            for (int start = 0; start < Large; start += part)
            {
                Tensor slice = x.Detach()[start..(start + part)].AsVariable();
                float[] expected = program(slice).Backward(seed[start..(start + part)])[slice].ToArray();
                Assert.True(
                    expected.AsSpan().SequenceEqual(whole.AsSpan(start, part)),
                    $"program {number}: the part from {start} on has other gradients.");
            }
        }
    }

    [Fact]
    public void Sweeps_OfEveryKind_AgreeOnLargeTensors()
    {
        var random = new Random(6);
        foreach ((int number, Func<Tensor, Tensor> program) in Programs.Index())
        {
            Tensor x = Tensor.Uniform(random, [Large], -2, 2).AsVariable("x"), seed = Tensor.Uniform(random, [Large], -1, 1);
            Tensor y = program(x);
            float[] plain = y.Backward(seed)[x].ToArray();
            Assert.True(plain.AsSpan().SequenceEqual(y.Backward(seed, createGraph: true)[x].Values), $"program {number}: recorded");
            Assert.True(plain.AsSpan().SequenceEqual(y.Backward(seed, keepInterior: true)[x].Values), $"program {number}: interior kept");
            Tensor pulled = Differentiate.Vjp<float>(program, x.Detach()).Pullback(seed);
            Assert.True(plain.AsSpan().SequenceEqual(pulled.Values), $"program {number}: Vjp");
        }
    }

    [Fact]
    public void WhatAUserHolds_ManyThreadsAndCollections_NeverChanges()
    {
        Parallel.For(0, 4, thread =>
        {
            var random = new Random(100 + thread);
            var held = new Queue<(Func<float[]> Read, float[] Expected)>();
            for (int round = 0; round < 150; round++)
            {
                Tensor x = Tensor.Uniform(random, [Large + (random.Next(3) * 8)], -2, 2).AsVariable();
                Tensor y = Programs[random.Next(Programs.Length)](x);
                Gradients<float> gradients = y.Backward(Tensor.Ones(y.Shape), keepInterior: random.Next(2) == 0);
                held.Enqueue(Hold(random.Next(4), y, gradients[x]));
                if (random.Next(10) == 0)
                {
                    GC.Collect(random.Next(3));
                }

                while (held.Count > 12)
                {
                    (Func<float[]> read, float[] expected) = held.Dequeue();
                    Assert.True(
                        expected.AsSpan().SequenceEqual(read()), $"thread {thread}, round {round}: numbers that were held changed.");
                }
            }
        });
    }

    [Fact]
    public void Span_OfATensorThatIsGone_KeepsItsNumbers()
    {
        ReadOnlySpan<float> first = ValuesOfNoTensor();
        for (int i = 0; i < 2000; i++)
        {
            _ = Tensor.Fill(i, [Large]).ToArray();
        }

        Assert.True(first.IndexOfAnyExcept(3f) < 0, "The memory behind a span was rented again.");
    }

    [Fact]
    public void Loop_OfLargeOperations_UsesItsMemoryAgain()
    {
        Tensor x = Tensor.Fill(0.5f, [1_000_000]);
        Run(20);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(100);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 150_000_000, $"300 results of 4 MB each took {allocated >> 20} MB of fresh memory.");

        void Run(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                _ = (x * x).Sum() + (x + 1).Sum() + x.Exp().Sum();
            }
        }
    }

    [Theory]
    [InlineData("print")]
    [InlineData("convert")]
    [InlineData("save as .npy")]
    [InlineData("save as safetensors")]
    [InlineData("load into an optimizer")]
    public void Loop_ThatReadsLargeTensors_UsesTheirMemoryAgain(string use)
    {
        string path = Path.GetTempFileName();
        var parameter = new Parameter<float>("p", Tensor.Zeros([1_000_000]));
        var optimizer = new Sgd<float>([parameter], 0.1, momentum: 0.9);
        Tensor steps = optimizer.State["0.p.steps"];
        Action<Tensor> read = use switch
        {
            "print" => x => _ = x.ToString(),
            "convert" => x => _ = x.Convert<double>(),
            "save as .npy" => x => Npy.Write(Stream.Null, x),
            "save as safetensors" => x => SafeTensors.Write<float>(path, [new("x", x)]),
            _ => x => optimizer.State = new Dictionary<string, Tensor> { ["0.p.steps"] = steps, ["0.p.momentum"] = x },
        };
        try
        {
            Run(15);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run(60);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            long made = 60 * (use == "convert" ? 12_000_000L : 4_000_000L); // in doubles too
            Assert.True(allocated < made / 2, $"{made >> 20} MB of tensors took {allocated >> 20} MB of fresh memory.");
        }
        finally
        {
            File.Delete(path);
        }

        void Run(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                read(Tensor.Fill(i % 2, [1_000_000]));
            }
        }
    }

    [Fact]
    public void Backward_OfAChain_NeedsNoMoreThanAFewGradients()
    {
        Tensor x = Tensor.Fill(0.5f, [1_000_000]).AsVariable();
        Tensor y = x;
        for (int i = 0; i < 30; i++)
        {
            y = (y * 0.5).Tanh();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        y.Backward(Tensor.Ones(y.Shape));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 30_000_000, $"60 gradients of 4 MB each took {allocated >> 20} MB of fresh memory.");
    }

    [Fact]
    public void Rule_OfAUser_MayKeepWhatItSees()
    {
        var keeper = new Keeper();
        Tensor x = Tensor.Uniform(new Random(8), [Large], -1, 1).AsVariable();
        Tensor y = Tensor.Apply(keeper, x.Sin()).Cos();
        y.Backward(Tensor.Ones(y.Shape));
        y.Backward(Tensor.Ones(y.Shape));
        (Tensor first, Tensor second, Tensor temporary) = (keeper.Kept[0].Gradient, keeper.Kept[1].Gradient, keeper.Kept[1].Temporary);
        float[] gradients = second.ToArray(), temporaries = temporary.ToArray();
        for (int i = 0; i < 50; i++)
        {
            y.Backward(Tensor.Fill(i, y.Shape));
        }

        Assert.True(gradients.AsSpan().SequenceEqual(first.Values), "The gradient that a rule kept has changed.");
        Assert.True(gradients.AsSpan().SequenceEqual(second.Values), "The gradient that a rule kept and used has changed.");
        Assert.True(temporaries.AsSpan().SequenceEqual(temporary.Values), "The temporary that a rule kept has changed.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // else the tensor might live as long as the caller
    private static ReadOnlySpan<float> ValuesOfNoTensor() => Tensor.Fill(3, [Large]).Values;

    private static (Func<float[]> Read, float[] Expected) Hold(int kind, Tensor y, Tensor gradient)
    {
        float[] expected = kind < 2 ? Copied(y) : Copied(gradient);
        return kind switch
        {
            0 => (() => Copied(y), expected),
            1 => (() => Copied(y.Detach().Reshape(-1)), expected),
            2 => (() => gradient.Values.ToArray(), expected),
            _ => (() => Copied(gradient), expected),
        };

        static float[] Copied(Tensor tensor) => tensor.ToArray();
    }

    [Fact]
    public void Rule_ThatThrows_LeavesTheNextSweepRight()
    {
        var keeper = new Keeper();
        Tensor x = Tensor.Uniform(new Random(9), [Large], -1, 1).AsVariable(), ones = Tensor.Ones(x.Shape);
        Tensor y = Tensor.Apply(keeper, x.Sin() * x).Cos();
        float[] expected = y.Backward(ones)[x].ToArray();
        keeper.Throws = true;
        Assert.Throws<InvalidOperationException>(() => y.Backward(ones));
        keeper.Throws = false;
        for (int i = 0; i < 10; i++)
        {
            Assert.True(expected.AsSpan().SequenceEqual(y.Backward(ones)[x].Values), $"sweep {i} after the exception");
        }
    }

    [Fact]
    public void Rule_ThatDifferentiates_HasItsOwnSweep()
    {
        var keeper = new Keeper { Scale = g => Differentiate.Gradient<float>(t => (t.Tanh() * t).Sum(), g) };
        Tensor x = Tensor.Uniform(new Random(10), [Large], -1, 1).AsVariable(), square = x * x;
        Tensor y = Tensor.Apply(keeper, square).Exp() * square.Sin(); // a gradient of ours, to which the rule's is added
        Tensor seed = Tensor.Uniform(new Random(11), x.Shape, -1, 1);
        float[] expected = y.Backward(seed, keepInterior: true)[x].ToArray();
        for (int i = 0; i < 10; i++)
        {
            Assert.True(expected.AsSpan().SequenceEqual(y.Backward(seed)[x].Values), $"sweep {i}");
        }
    }

    [Fact]
    public void OneGraph_SweptByManyThreads_GivesTheSameGradients()
    {
        var random = new Random(12);
        foreach ((int number, Func<Tensor, Tensor> program) in Programs.Index())
        {
            Tensor x = Tensor.Uniform(random, [Large], -2, 2).AsVariable(), y = program(x), seed = Tensor.Uniform(random, y.Shape, -1, 1);
            float[][] gradients = new float[8][];
            Parallel.For(0, gradients.Length, i => gradients[i] = y.Backward(seed)[x].ToArray());
            Assert.All(gradients, gradient => Assert.True(gradients[0].AsSpan().SequenceEqual(gradient), $"program {number}"));
        }
    }

    private sealed class Keeper : LinearMap<float>
    {
        public List<(Tensor Gradient, Tensor Temporary)> Kept { get; } = [];

        public bool Throws { get; set; }

        public Func<Tensor, Tensor> Scale { get; set; } = g => g;

        public override Shape InferShape(ReadOnlySpan<Tensor<float>> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor<float>> inputs, Shape shape, Span<float> y) => Read(inputs[0]).CopyTo(y);

        protected override Tensor Transpose(Tensor gy, Shape shape)
        {
            Kept.Add((gy, Kept.Count % 2 == 0 ? gy : gy * 3)); // with a use of it, and without
            return Throws ? throw new InvalidOperationException("The rule threw.") : Scale(gy);
        }
    }
}
