namespace Autograd.Bench;

/// <summary>g. Derivatives of derivatives, and Jacobians.</summary>
internal static class SecondOrder
{
    public static void Run(Report report)
    {
        foreach (int n in new[] { 10, 100 })
        {
            if (report.WantsSome("g.rosenbrock"))
            {
                OfRosenbrock(report, n);
            }
        }

        if (report.Wants("g.mlp_iii.hvp.us"))
        {
            OfNetwork(report);
        }

        if (report.WantsSome("g.softmax"))
        {
            OfSoftmax(report);
        }
    }

    /// <summary>Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)².</summary>
    public static Tensor<float> Rosenbrock(Tensor<float> x) =>
        ((100 * (x[1..] - x[..^1].Square()).Square()) + (1 - x[..^1]).Square()).Sum();

    private static void OfRosenbrock(Report report, int n)
    {
        Tensor<float> x = Tensor<float>.Linspace(-1, 1, n), variable = x.AsVariable();
        Tensor<float> gradient = Differentiate.GradientsOf(Rosenbrock(variable), [variable])[0];
        Tensor<float> hessian = Differentiate.Hessian(Rosenbrock, x);
        double x0 = x.Values[0], x1 = x.Values[1];
        Check.Near(gradient.Values[0], (-400 * x0 * (x1 - (x0 * x0))) - (2 * (1 - x0)));
        Check.Near(hessian.Values[0], (1200 * x0 * x0) - (400 * x1) + 2);
        Check.Near(hessian.Values[1], -400 * x0);
        Check.Near(hessian.Values[n], -400 * x0);
        report.Bench(
            $"g.rosenbrock.grad.n{n}.us", () => Differentiate.GradientsOf(Rosenbrock(variable), [variable]), Report.Microseconds);
        report.Bench($"g.rosenbrock.hessian.n{n}.us", () => Differentiate.Hessian(Rosenbrock, x), Report.Microseconds);
    }

    /// <summary>H·v by reverse over reverse, as the peer does it: the gradient of ⟨∇L, v⟩.</summary>
    private static void OfNetwork(Report report)
    {
        Func<Tensor<float>[], Tensor<float>> loss = Network.All[2].LossOfParameters();
        Tensor<float>[] parameters = Network.All[2].Parameters();
        var random = new Random(3);
        Tensor<float>[] vs = [.. parameters.Select(parameter => Tensor<float>.Normal(random, parameter.Shape, 0, 1))];
        Tensor<float>[] Gradients(Tensor<float>[] at) => Differentiate.GradientsOf(loss(at), at, createGraph: true);
        Tensor<float>[] Product() => Differentiate.GradientsOf(InnerProduct(Gradients(parameters), vs), parameters);

        // ⟨v, H·v⟩ against forward over reverse; differences would see the jumps at the kinks of relu.
        double expected = Differentiate.Jvp(at => InnerProduct(Gradients(at), vs), parameters, vs).Tangent.Item;
        Check.Near(InnerProduct(Product(), vs).Item, expected, 1e-3);
        report.Bench("g.mlp_iii.hvp.us", Product, Report.Microseconds);
    }

    private static Tensor<float> InnerProduct(Tensor<float>[] a, Tensor<float>[] b) =>
        a.Zip(b, (x, y) => (x * y).Sum()).Aggregate((sum, term) => sum + term);

    private static void OfSoftmax(Report report)
    {
        var random = new Random(4);
        Tensor<float> v = Tensor<float>.Normal(random, [100], 0, 1), weights = Tensor<float>.Normal(random, [10, 784], 0, 0.05f);
        Tensor<float> bias = Tensor<float>.Zeros([10]), x = Tensor<float>.Uniform(random, [784], 0, 1);
        Tensor<float> Layer(Tensor<float> input) => (weights.MatMul(input) + bias).Softmax(-1);

        Tensor<float> y = v.Softmax(0), jacobian = Differentiate.Jacobian(input => input.Softmax(0), v);
        Check.Near(jacobian.Values[1], -y.Values[0] * y.Values[1]);
        Check.Near(jacobian.Values[0], y.Values[0] * (1 - y.Values[0]));
        Check.Near(Differentiate.Jacobian(Layer, x).Sum(0).Norm().Item, 0); // the outputs sum to 1
        report.Bench("g.softmax100.jacobian.us", () => Differentiate.Jacobian(t => t.Softmax(0), v), Report.Microseconds);
        report.Bench("g.softmax_layer_784-10.jacobian_wrt_x.us", () => Differentiate.Jacobian(Layer, x), Report.Microseconds);
    }
}
