using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Execution;

/// <summary>Tensors that are written through a span before anybody sees them, and not after that.</summary>
public class TensorBuilderTests
{
    [Fact]
    public void Build_OfShapesOfEveryKind_IsAConstantOfWhatWasWritten()
    {
        foreach (Shape shape in new Shape[] { [], [0], [1], [2, 3], [3, 0, 2], [200, 100] })
        {
            var builder = new TensorBuilder<double>(shape);
            Assert.Equal(shape.Count, builder.Span.Length);
            for (int i = 0; i < builder.Span.Length; i++)
            {
                builder.Span[i] = i + 0.5;
            }

            Tensor x = builder.Build();
            Assert.Equal(shape, x.Shape);
            Assert.Equal(Enumerable.Range(0, shape.Count).Select(i => i + 0.5), x.ToArray());
            Assert.False(x.IsTracked);
            Assert.Null(x.Operation);
            Assert.Null(x.Name);
        }
    }

    [Fact]
    public void Build_OfSeveralFilledTogether_GivesEachItsOwn()
    {
        TensorBuilder<double> sines = new([20_000]), cosines = new([20_000]);
        for (int i = 0; i < 20_000; i++)
        {
            (sines.Span[i], cosines.Span[i]) = Math.SinCos(i);
        }

        Tensor sine = sines.Build(), cosine = cosines.Build();
        Assert.Equal(Math.Sin(17), sine[17].Item);
        Assert.Equal(Math.Cos(17), cosine[17].Item);
    }

    [Fact]
    public void Build_OfManyElements_DoesNotCopyThem()
    {
        var builder = new TensorBuilder<double>([3, 4]);
        Span<double> written = builder.Span;
        using ReadScope<double> read = builder.Build().Read();
        Assert.True(written == read.Span, "The elements of the tensor lie elsewhere.");
    }

    [Fact]
    public void Builder_ThatHasBuilt_RefusesToBeUsedAgain()
    {
        string span = Assert.Throws<InvalidOperationException>(() =>
        {
            var builder = new TensorBuilder<double>([2]);
            builder.Build();
            builder.Span[0] = 1;
        }).Message;
        string build = Assert.Throws<InvalidOperationException>(() =>
        {
            var builder = new TensorBuilder<double>([]);
            builder.Build();
            builder.Build();
        }).Message;
        string none = Assert.Throws<InvalidOperationException>(() => default(TensorBuilder<double>).Span.Clear()).Message;

        Assert.StartsWith("TensorBuilder.Span: ", span, StringComparison.Ordinal);
        Assert.StartsWith("TensorBuilder.Build: ", build, StringComparison.Ordinal);
        Assert.All([span, build, none], message => Assert.Contains("new TensorBuilder<T>(shape)", message, StringComparison.Ordinal));
    }

    [Fact]
    public void Builder_OfAnotherTypeOfNumber_IsAnError() =>
        Assert.Throws<NotSupportedException>(() => new TensorBuilder<Half>([2]).Span.Clear());

    [Fact]
    public void Build_OfLargeTensorsInALoop_UsesTheirMemoryAgain()
    {
        Run(15);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(60);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 120_000_000, $"240 MB of tensors took {allocated >> 20} MB of fresh memory.");

        static void Run(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                var builder = new TensorBuilder<double>([500_000]);
                builder.Span.Fill(i);
                Assert.Equal(500_000 * i, builder.Build().Sum().Item);
            }
        }
    }
}
