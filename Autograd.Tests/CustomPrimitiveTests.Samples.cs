using System.Numerics;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

public partial class CustomPrimitiveTests
{
    /// <summary>Counts what it is asked for, and gives no gradients: its derivative is zero.</summary>
    private sealed class Asking : Primitive<double>
    {
        public bool[]? Wanted { get; private set; }

        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => y.Clear();

        public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx)
        {
            Wanted = new bool[o.Count];
            for (int i = 0; i < Wanted.Length; i++)
            {
                Wanted[i] = o.Wants(i);
                gx[i] = Wanted[i] ? null : gy; // what nobody wants is not added anywhere
            }
        }

        public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx) => Tensor.Zeros(o.OutputShape);
    }

    private sealed class EverySecond : LinearMap<double>
    {
        public override bool AddsTranspose => true;

        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => [(inputs[0].Shape.Count + 1) / 2];

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = Read(inputs[0])[2 * i];
            }
        }

        public override void AddTransposeTo(ReadOnlySpan<double> gy, Shape output, Span<double> sum, Shape input)
        {
            for (int i = 0; i < gy.Length; i++)
            {
                sum[2 * i] += gy[i];
            }
        }

        protected override Tensor Transpose(Tensor gy, Shape shape) => TransposeByAdding(gy, shape);
    }

    private sealed class Scale(double factor) : ElementwiseUnary<double>
    {
        public override string Name => "three times";

        protected override void Compute(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = factor * x[i];
            }
        }

        protected override Tensor Derivative(Tensor x, Tensor y) => factor;
    }

    private sealed class TimesRow : ElementwiseBinary<double>
    {
        protected override void Compute(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> z)
        {
            for (int i = 0; i < x.Length; i++)
            {
                z[i] = x[i] * y[i];
            }
        }

        protected override Tensor DerivativeX(Tensor x, Tensor y, Tensor z) => y; // a row where x is a matrix

        protected override Tensor DerivativeY(Tensor x, Tensor y, Tensor z) => x;
    }

    private sealed class SmallRules : Elementwise<double>
    {
        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => Read(inputs[0]).CopyTo(y);

        public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx) => gx[0] = 7;

        public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx) => 7;
    }

    private sealed class Floor : ElementwiseUnary<double>
    {
        public override bool IsDifferentiable => false;

        protected override void Compute(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = Math.Floor(x[i]);
            }
        }

        protected override Tensor Derivative(Tensor x, Tensor y) => throw new InvalidOperationException("No sweep comes here.");
    }

    private sealed class Twice<T> : ElementwiseUnary<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        protected override void Compute(ReadOnlySpan<T> x, Span<T> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = x[i] + x[i];
            }
        }

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => 2;
    }

    private sealed class Primitive : LinearMap<double>
    {
        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => Read(inputs[0]).CopyTo(y);

        protected override Tensor Transpose(Tensor gy, Shape shape) => gy;
    }
}
