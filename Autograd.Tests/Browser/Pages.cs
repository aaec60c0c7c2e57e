using Autograd.Tests.Graph;

namespace Autograd.Tests.Browser;

/// <summary>Pages as the library writes them.</summary>
internal static class Pages
{
    /// <summary>What would be markup, were it not escaped.</summary>
    public const string HostileName = "</script><b>x</b> & \"q\"";

    /// <summary>Steps: 0 the beginning, 1 and 2 forward, 3 the seed, 4 to 7 back to v₃, tax, apple, count, and 8 the end.</summary>
    public static string Apple(Language language = Language.English) => Runs.Apple().ToHtml("Buying apples", language);

    /// <summary>x·x + x at 3. Steps: 1 and 2 forward, 3 the seed, 4 to v₂, 5 to x by the sum, 6 and 7 by the product, 8 the end.</summary>
    public static string FanOut()
    {
        Tensor<double> x = Tensor<double>.Variable(3, "x");
        return ((x * x) + x).Named("y").TraceGraph().ToHtml();
    }

    /// <summary>A network of two inputs, two hidden units and one output, number by number.</summary>
    public static string Network() => Runs.ScalarNetwork().ToHtml();

    /// <summary>Four layers, each a group.</summary>
    public static string Model() => Runs.Model().ToHtml("A small classifier");

    /// <summary>Long names beside short ones, and values that several operations use in different places.</summary>
    public static string Names()
    {
        Tensor<double> x = Tensor<double>.Variable(0.3, "a rather long name"), y = Tensor<double>.Variable(0.8, "another rather long name");
        Tensor<double> z = Tensor<double>.Variable(2, "z");
        Tensor<double> result = (Tensor<double>.Hypot(x, y) / Tensor<double>.Atan2(y, x)) + (x.Pow(y) / z) - (z / y);
        return result.Named("the resulting number").TraceGraph().ToHtml();
    }

    public static string Hostile() =>
        (Tensor<double>.Variable(1, HostileName) * Tensor<double>.Variable(2, "'<!-- &amp;")).Named(HostileName + " y")
            .TraceGraph().ToHtml(HostileName);

    /// <summary>Prose, code, two runs and a plot.</summary>
    public static string Lesson()
    {
        Tensor<double> x = Tensor<double>.Variable(3, "x");
        return new Lesson("Why gradients are added", "なぜ勾配を加えるのか")
            .Heading("A value used once", "一度だけ使われる値")
            .Text("The price of `apple` reaches the end by one way.", "`apple` の値段は一つの道で終わりに届きます。")
            .Trace(Runs.Apple())
            .Heading("A value used three times", "三度使われる値")
            .Code("Tensor x = Tensor.Variable(3, \"x\");\nTensor y = x * x + x;")
            .Trace(((x * x) + x).Named("y").TraceGraph())
            .Picture(Plot.Function(v => (v * v) + v, -4, 3), "y and its derivative", "y とその導関数")
            .ToHtml();
    }

    public static string Of(string name) => name switch
    {
        nameof(Apple) => Apple(),
        nameof(FanOut) => FanOut(),
        nameof(Network) => Network(),
        nameof(Model) => Model(),
        nameof(Names) => Names(),
        nameof(Hostile) => Hostile(),
        nameof(Lesson) => Lesson(),
        _ => throw new ArgumentException($"There is no page {name}."),
    };
}
