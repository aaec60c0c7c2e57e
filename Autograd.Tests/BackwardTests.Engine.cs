using System.Runtime.CompilerServices;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>What the sweep costs, what it keeps, and what it must not change.</summary>
public partial class BackwardTests
{
    [Fact]
    public void Chain_OfFiveMillionAdditions_DifferentiatesOnASmallStack()
    {
        const int Length = 5_000_000;
        double value = 0, gradient = 0;
        var thread = new Thread(
            () =>
            {
                Tensor x = Tensor.Variable(1), step = 0.5, y = x;
                for (int i = 0; i < Length; i++)
                {
                    y += step;
                }

                (value, gradient) = (y.Item, y.Backward(3)[x].Item);
            },
            maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();

        Assert.Equal(1 + (Length / 2), value);
        Assert.Equal(3, gradient);
    }

    [Fact]
    public void DeepChain_ThroughDifferentiate_NeedsNoStackEither()
    {
        double tangent = 0, second = 0;
        var thread = new Thread(
            () =>
            {
                tangent = Differentiate.Jvp(Deep, Tensor.Constant(1), 2).Tangent.Item;
                second = Differentiate.Hessian(x => Deep(x * x), Tensor.Constant(1)).Item;
            },
            maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();

        Assert.Equal((2, 2), (tangent, second));

        static Tensor Deep(Tensor x)
        {
            Tensor y = x, step = 1;
            for (int i = 0; i < 100_000; i++)
            {
                y += step;
            }

            return y;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadingElementsOneByOne_OfTwiceAsMany_AllocatesTwiceAsMuch(bool createGraph)
    {
        Allocated(100); // the first run also allocates what later ones find
        long once = Allocated(10_000), twice = Allocated(20_000);

        Assert.True(
            twice < 2.5 * once, $"10,000 reads allocated {once} bytes, 20,000 reads {twice}: {(double)twice / once:F1} times as much.");

        long Allocated(int count)
        {
            Tensor x = Tensor.Arange(0, count, 1).AsVariable();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Tensor sum = 0;
            for (int i = 0; i < count; i++)
            {
                sum += x[i] * x[i];
            }

            Tensor gradient = sum.Backward(createGraph: createGraph)[x];
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Naive.AssertSame("gradient", [.. Enumerable.Range(0, count).Select(i => 2.0 * i)], gradient);
            return allocated;
        }
    }

    [Fact]
    public void Graph_OutputDropped_IsCollected()
    {
        Tensor x = Tensor.Variable([1, 2]);
        WeakReference interior = Build(x, keepGradients: false, keepInterior: false, out _);

        AssertCollected(interior);
        Assert.Equal(1, x.Values[0]); // x lives on and does not hold what was computed from it
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Graph_OnlyGradientsKept_IsCollected(bool keepInterior)
    {
        Tensor x = Tensor.Variable([1, 2]);
        WeakReference interior = Build(x, keepGradients: true, keepInterior, out Gradients<double>? gradients);

        AssertCollected(interior);
        Assert.Equal([2 * Math.E, 2 * Math.Exp(2)], gradients![x].ToArray());
    }

    [Fact]
    public void Graph_OnlyValueAndGradientOfDifferentiateKept_IsCollected()
    {
        (WeakReference interior, Tensor[] results) = Run();

        AssertCollected(interior);
        Assert.All(results, result => Assert.False(result.IsTracked));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, Tensor[]) Run()
        {
            WeakReference? inner = null;
            (Tensor value, Tensor gradient) = Differentiate.ValueAndGradient(
                x =>
                {
                    Tensor y = x.Exp();
                    inner = new WeakReference(y);
                    return y.Sum() + x[0];
                },
                Tensor.Variable([1, 2]).Detach());
            return (inner!, [value, gradient]);
        }
    }

    [Fact]
    public void GradientThatHasBeenPassedOn_IsCollectedWhileTheSweepGoesOn()
    {
        var watching = new Watching();
        Tensor x = Tensor.Variable([1, 2]);

        Tensor.Apply(watching, Tensor.Apply(watching, x).Exp().Exp()).Backward([1, 1]);
        Assert.Equal([true, false], watching.WasAlive); // the seed is the caller's; its copy after one more step is nobody's
    }

    [Fact]
    public async Task Sweeps_OfTwoThreadsOverOneGraph_GetTheSameAnswer()
    {
        Tensor x = Tensor.Variable([.. Enumerable.Range(1, 50).Select(i => i / 10.0)]), y = x;
        for (int i = 0; i < 40; i++)
        {
            y = (y * 0.5) + (x[i] * y.Sin()) + x.Slice(0, null, null, -1);
        }

        Tensor loss = y.Sum();
        foreach (bool createGraph in new[] { false, true })
        {
            double[] expected = loss.Backward(createGraph: createGraph)[x].ToArray();
            double[][] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
                Task.Run(() => Enumerable.Range(0, 5).Select(_ => loss.Backward(createGraph: createGraph)[x].ToArray()).Last())));

            Assert.All(answers, answer => Assert.Equal(expected, answer));
        }
    }

    [Fact]
    public void Sweeps_OverGraphsOfViewsAndFanOut_ChangeNoTensorThatUsersHold()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            Tensor[] variables = [.. 3.Times(() => Naive.Integers(random, [4]).AsVariable())];
            List<Tensor> tensors = [.. variables];
            for (int i = 0; i < 25; i++)
            {
                Tensor a = tensors[random.Next(tensors.Count)], b = tensors[random.Next(tensors.Count)];
                tensors.Add(random.Next(8) switch
                {
                    0 => a + b,
                    1 => a * b * 0.1,
                    2 => Tensor.Concatenate([a[..2], b[2..]], 0),
                    3 => a.Reshape(2, 2).Reshape(4),
                    4 => a.Slice(0, null, null, -1),
                    5 => a[1] + b,
                    6 => a,
                    _ => a - b.Reshape(2, 2).T.Reshape(4),
                });
            }

            Tensor output = tensors[^1], u = Naive.Integers(random, [4]), w = tensors[random.Next(tensors.Count)];
            var held = new List<Tensor>([.. tensors, u]);
            Tensor[] starts = [output, output + variables[0] + variables[1], variables[2]]; // the last two hand the seed itself on
            foreach (Tensor start in starts)
            {
                foreach (Tensor seedTensor in new[] { u, w })
                {
                    foreach ((bool createGraph, bool keepInterior) in new[] { (false, false), (false, true), (true, true), (false, false) })
                    {
                        double[][] before = [.. held.Select(tensor => tensor.ToArray())];
                        Gradients<double> gradients = start.Backward(seedTensor, createGraph, keepInterior);
                        for (int i = 0; i < before.Length; i++)
                        {
                            Naive.AssertSame($"seed {seed}: tensor {i} after a sweep", before[i], held[i]);
                        }

                        held.AddRange(variables.Select(variable => gradients[variable]));
                    }
                }
            }
        }
    }

    [Fact]
    public void Gradients_OfVariablesThatShareOne_StayApart()
    {
        Tensor x = Tensor.Variable([1, 2]), y = Tensor.Variable([3, 4]), u = [10, 20];
        Tensor z = (x[0] * 100) + (x + y) + (x[1] * 1000) + x; // x gets more after it has shared the gradient of x + y with y

        Gradients<double> gradients = z.Backward(u);
        Assert.Equal([10, 20], u.ToArray());
        Assert.Equal([10, 20], gradients[y].ToArray());
        Assert.Equal([3020, 30_040], gradients[x].ToArray());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Build(Tensor x, bool keepGradients, bool keepInterior, out Gradients<double>? gradients)
    {
        Tensor y = x.Exp(), z = (y + y + (x > 5)).Sum();
        gradients = keepGradients ? z.Backward(x.Sum() > 0, keepInterior: keepInterior) : null;
        return new WeakReference(y);
    }

    private static void AssertCollected(WeakReference reference)
    {
        for (int i = 0; i < 5 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(reference.IsAlive, "The graph is still alive.");
    }

    /// <summary>The identity, whose rule hands on a new tensor and reports whether the one it handed on before is still alive.</summary>
    private sealed class Watching : Primitive<double>
    {
        private readonly List<WeakReference> handedOn = [];

        public List<bool> WasAlive { get; } = [];

        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => Read(inputs[0]).CopyTo(y);

        public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx)
        {
            GC.Collect();
            WasAlive.Add(handedOn.Count == 0 || handedOn[^1].IsAlive);
            gx[0] = gy * 2;
            handedOn.Add(new WeakReference(gx[0]));
        }

        public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx) => dx[0]!;
    }
}
