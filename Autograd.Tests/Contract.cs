using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>The public surface as users write it. Nothing here runs: what no longer compiles would break their programs.</summary>
internal static partial class Contract
{
    internal static void Shapes()
    {
        Shape scalar = [], matrix = [2, 3], longer = [4, .. matrix], made = Shape.Create([2, 3]);
        (int rank, int count, int first, int last) = (matrix.Rank, matrix.Count, matrix[0], matrix[^1]);
        ReadOnlySpan<int> axes = matrix.Axes;
        bool isMatrix = matrix is [var rows, > 0] && rows > 1;
        bool same = isMatrix || matrix == scalar || matrix != longer || matrix.Equals(made) || matrix.Equals((object)made);
        string text = $"{matrix} {rank} {count} {first} {last} {axes.Length} {same} {matrix.GetHashCode()}";
        foreach (int extent in matrix)
        {
            text += extent;
        }
    }

    internal static void Factories()
    {
        double[] array = [1, 2, 3, 4];
        ReadOnlySpan<double> span = array;
        Shape square = [2, 2];
        Tensor number = 3, fraction = 0.5, empty = [], vector = [1, 2, 3], joined = [.. array, 5];
        Tensor[] all =
        [
            number, fraction, empty, vector, joined, 2, 2.5,
            Tensor.Constant(3), Tensor.Constant([1, 2, 3]), Tensor.Constant(array), Tensor.Constant(span), Tensor.Constant([1, 2], [2, 1]),
            Tensor.Constant(array, square), Tensor.Constant(new double[,] { { 1, 2 }, { 3, 4 } }),
            Tensor.Variable(3), Tensor.Variable(3, "x"), Tensor.Variable([1, 2]), Tensor.Variable([1, 2], "x"), Tensor.Variable(array, "x"),
            Tensor.Variable([1, 2], [2, 1]), Tensor.Variable([1, 2], [2, 1], "x"), Tensor.Variable(array, square, name: "x"),
            Tensor.Variable(new double[,] { { 1, 2 } }), Tensor.Variable(new double[,] { { 1, 2 } }, "x"),
            Tensor.Zeros([2, 3]), Tensor.Zeros([]), Tensor.Zeros(vector.Shape), Tensor.Ones([2]), Tensor.Fill(7, [2, 2]), Tensor.Eye(3),
            Tensor.Arange(0, 10, 2), Tensor.Linspace(0, 1, 11), Tensor.OneHot([0, 2, 1], 3),
            Tensor.Uniform(new Random(1), [2, 3], -1, 1), Tensor.Normal(new Random(1), [2, 3], 0, 1),
        ];
        var builder = new TensorBuilder<double>([2, 3]);
        Span<double> elements = builder.Span;
        elements.Clear();
        Tensor built = builder.Build();
        Tensor<float> single = 0.1, singles = [1, 2.5f], weights = Tensor<float>.Variable([1, 2, 3], "w");
        Tensor<float> half = Tensor<float>.Fill(0.5f, [2]);
        _ = (all, built, single, singles, weights, half);
    }

    internal static void Members(Tensor x)
    {
        Shape shape = x.Shape;
        ReadOnlySpan<double> values = x.Values;
        double[] copy = x.ToArray();
        double item = x.Item;
        string? name = x.Name;
        bool tracked = x.IsTracked;
        Primitive<double>? operation = x.Operation;
        IReadOnlyList<Tensor> inputs = x.Inputs;
        Tensor variable = x.AsVariable(), named = x.AsVariable("x"), constant = x.Detach(), labelled = x.Named("x");
        Tensor[] owned = [x.AsVariable("x", x), x.AsVariable(owner: "me"), x.Detach("x", x), x.Detach(name: null, owner: x)];
        (object? owner, string? source) = (x.Owner, x.Source);
        using (ReadScope<double> read = x.Read())
        {
            ReadOnlySpan<double> elements = read.Span;
            copy[0] = elements[0];
        }

        Tensor<float> single = x.Convert<float>();
        string text = $"{x} {shape} {values.Length} {copy.Length} {item} {name} {tracked} {operation?.Name} {inputs.Count}";
        foreach (double value in x)
        {
            text += value;
        }

        _ = (variable, named, constant, labelled, owned, owner, source, single, same: x == constant || x != constant);
    }

    internal static void GradientMaps(Tensor x, Tensor y)
    {
        Gradients<double> gradients = y.Backward();
        gradients = y.Backward([1, 2, 3]);
        gradients = y.Backward(2);
        gradients = y.Backward(seed: x, createGraph: true, keepInterior: true);
        gradients = (gradients + y.Backward()) * 0.5;
        gradients = gradients.Map(g => g.Clamp(-1, 1));
        gradients = gradients.Map(g => g * 2, x).Map(g => g * 2, x, y).Map(g => g * 2, [x, y]).Map(g => g * 2, gradients.Variables);
        Tensor gx = gradients[x];
        IReadOnlyList<Tensor> variables = gradients.Variables;
        _ = (gx, variables, gradients.Contains(x));
    }

    internal static void Derivatives(Tensor x, Tensor v, Tensor<float> single)
    {
        Tensor[] xs = [x, v];
        Tensor gradient = Differentiate.Gradient(x => x.Square().Sum(), x), total = Differentiate.Gradient(Total, x);
        gradient = Differentiate.Gradient(x => x.Item > 0 ? x : 0, x);
        gradient = Differentiate.Gradient<double>(x => x * x, 3);
        gradient = Differentiate.Gradient<double>(x => x.Sum(), [1, 2, 3]);
        gradient = Differentiate.Gradient((Tensor x) => x * x, 3);
        gradient = Differentiate.Gradient(x => Differentiate.Gradient(y => x * y, x), x);
        single = Differentiate.Gradient(w => (w * 0.1).Sum(), single);
        (Tensor value, gradient) = Differentiate.ValueAndGradient(x => x.Sum(), x);
        var both = Differentiate.ValueAndGradient(x => x.Sum(), x);
        Tensor[] gradients = Differentiate.Gradients(xs => (xs[0] * xs[1]).Sum(), xs);
        gradients = Differentiate.Gradients(xs => xs[0] * xs[1], [x, 2]);
        gradients = Differentiate.GradientsOf(x.Sum(), [x]);
        gradients = Differentiate.GradientsOf(x, [x, v], seed: [1, 2], createGraph: true);
        (value, Func<Tensor, Tensor> pullback) = Differentiate.Vjp(x => x * x, x);
        gradient = pullback([1, 2, 3]) + Differentiate.Vjp(x => x[0], x).Pullback(2);
        (value, Tensor tangent) = Differentiate.Jvp(x => x * x, x, v);
        (value, tangent) = Differentiate.Jvp(x => x * x, x, [1, 0, 0]);
        (value, tangent) = Differentiate.Jvp(xs => xs[0] * xs[1], xs, xs);
        (value, tangent) = Differentiate.Jvp(xs => xs[0] * xs[1], [x, v], [v, 0]);
        Tensor jacobian = Differentiate.Jacobian(x => x.Square(), x);
        Tensor hessian = Differentiate.Hessian(x => x.Square().Sum(), x);
        Tensor product = Differentiate.HessianVectorProduct(x => x.Square().Sum(), x, v);
        product = Differentiate.HessianVectorProduct(Total, x, [1, 0]);
        _ = (total, gradient, single, value, both.Value, both.Gradient, gradients, pullback, tangent, jacobian, hessian, product);

        static Tensor Total(Tensor x) => x.Sum();
    }

    internal static void OwnPrimitives(Tensor x, Tensor y)
    {
        Tensor[] all =
        [
            Tensor.Apply(new Cube(), x), Tensor.Apply(new Hypotenuse(), x, y), Tensor.Apply(new Reverse(), x),
            Tensor.Apply(new Convolve(), x, y),
            Tensor.Apply(new LogisticPrimitive(), x), Tensor.Apply(new ProductOfAll(), x, y, x), Tensor.Apply(new ProductOfAll(), [x, y]),
        ];
        Primitive<double> primitive = new Cube();
        string text = $"{primitive} {primitive.Name} {primitive.IsDifferentiable} {primitive.InferShape([x])}";
        _ = (all, text);
    }

    internal static void Checks(Tensor x, Tensor y)
    {
        GradientCheck.Verify(x => x.Exp(), x);
        GradientCheck.Verify(x => x * x, 3);
        GradientCheck.Verify(x => (x * x).Sum(), [1, 2, 3]);
        GradientCheck.Verify(x => Tensor.Apply(new Cube(), x), Tensor.Variable([0.5, -1.25]));
        GradientCheck.Verify(xs => xs[0].MatMul(xs[1]), [x, y]);
        GradientCheck.Verify(xs => xs[0] * xs[1], [x, 2]);
        GradientCheckReport report = GradientCheck.Compare(x => x.Exp(), x), other = GradientCheck.Compare(xs => xs[0] / xs[1], [x, y]);
        _ = $"{report} {other} {report.Passed}";
    }

    internal static void Exceptions(Tensor x)
    {
        try
        {
            x.MatMul(x);
        }
        catch (ShapeException e) when (e is ArgumentException)
        {
            throw new ShapeException(e.Message, new ShapeException("inner", new ShapeException()));
        }
        catch (GradientCheckException e)
        {
            throw new InvalidOperationException($"{e.Message} {e.Report.Check}");
        }
    }
}
