using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>y = x³, and so y′ = 3x²: the least that a primitive can be.</summary>
internal sealed class Cube : ElementwiseUnary<double>
{
    protected override void Compute(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * x[i] * x[i];
        }
    }

    protected override Tensor Derivative(Tensor x, Tensor y) => 3 * x * x;
}

/// <summary>y = 1/(1 + e⁻ˣ), and so y′ = y·(1 − y): the derivative by the result alone.</summary>
internal sealed class LogisticPrimitive : ElementwiseUnary<double>
{
    protected override void Compute(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = 1 / (1 + Math.Exp(-x[i]));
        }
    }

    protected override Tensor Derivative(Tensor x, Tensor y) => y * (1 - y);
}

/// <summary>z = √(x² + y²), and so ∂z/∂x = x/z and ∂z/∂y = y/z.</summary>
internal sealed class Hypotenuse : ElementwiseBinary<double>
{
    protected override void Compute(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Math.Sqrt((x[i] * x[i]) + (y[i] * y[i]));
        }
    }

    protected override Tensor DerivativeX(Tensor x, Tensor y, Tensor z) => x / z;

    protected override Tensor DerivativeY(Tensor x, Tensor y, Tensor z) => y / z;
}

/// <summary>The elements from the last to the first: a linear map that is its own transpose.</summary>
internal sealed class Reverse : LinearMap<double>
{
    public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

    public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y)
    {
        Read(inputs[0]).CopyTo(y);
        y.Reverse();
    }

    protected override Tensor Transpose(Tensor gy, Shape shape) => Tensor.Apply(this, gy);
}

/// <summary>zₖ = Σ xᵢyₖ₋ᵢ, the product of two polynomials.</summary>
internal sealed class Convolve : BilinearMap<double>
{
    public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => [inputs[0].Shape.Count + inputs[1].Shape.Count - 1];

    public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> z)
    {
        ReadOnlySpan<double> x = Read(inputs[0]), y = Read(inputs[1]);
        z.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                z[i + j] += x[i] * y[j];
            }
        }
    }

    protected override Tensor TransposeX(Tensor gz, Tensor y, Shape shape) => Tensor.Apply(new Correlate(), gz, y);

    protected override Tensor TransposeY(Tensor x, Tensor gz, Shape shape) => Tensor.Apply(new Correlate(), gz, x);
}

/// <summary>zᵢ = Σ xᵢ₊ⱼyⱼ, the transpose of the convolution.</summary>
internal sealed class Correlate : BilinearMap<double>
{
    public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => [inputs[0].Shape.Count - inputs[1].Shape.Count + 1];

    public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> z)
    {
        ReadOnlySpan<double> x = Read(inputs[0]), y = Read(inputs[1]);
        z.Clear();
        for (int i = 0; i < z.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
            {
                z[i] += x[i + j] * y[j];
            }
        }
    }

    protected override Tensor TransposeX(Tensor gz, Tensor y, Shape shape) => Tensor.Apply(new Convolve(), gz, y);

    protected override Tensor TransposeY(Tensor x, Tensor gz, Shape shape) => Tensor.Apply(this, x, gz);
}

/// <summary>y = x₀·x₁·…, for any number of inputs of one shape, with both rules by hand.</summary>
internal sealed class ProductOfAll : Primitive<double>
{
    public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

    public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y)
    {
        y.Fill(1);
        foreach (Tensor input in inputs)
        {
            ReadOnlySpan<double> x = Read(input);
            for (int i = 0; i < y.Length; i++)
            {
                y[i] *= x[i];
            }
        }
    }

    public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx)
    {
        for (int i = 0; i < o.Count; i++)
        {
            gx[i] = o.Wants(i) ? gy * Others(o, i) : null;
        }
    }

    public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx)
    {
        Tensor dy = Tensor.Zeros(o.OutputShape);
        for (int i = 0; i < dx.Length; i++)
        {
            dy = dx[i] is { } d ? dy + (d * Others(o, i)) : dy;
        }

        return dy;
    }

    private static Tensor Others(in Operands<double> o, int but)
    {
        Tensor product = Tensor.Ones(o.OutputShape);
        for (int i = 0; i < o.Count; i++)
        {
            product = i == but ? product : product * o[i];
        }

        return product;
    }
}
