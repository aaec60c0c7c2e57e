#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// A signal as a network: from a time to the height of a sound wave. With relu the network sees no details; sines fit them, and can be
// differentiated, so that the network knows the slope of the signal too.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

Tensor t = Tensor.Linspace(-1, 1, 120).Reshape(-1, 1);
static Tensor Signal(Tensor t) => (9 * t).Sin() * (-2 * t.Square()).Exp() + 0.3 * (31 * t).Sin();

Sequential<double> relu = Fit("relu", x => x.Relu(), first: 1), sine = Fit("sine", x => x.Sin(), first: 20);
Tensor Slope(Func<Tensor, Tensor> f) => Differentiate.Jvp(f, t, Tensor.Ones(t.Shape)).Tangent; // each time depends on itself alone
(double ofRelu, double ofSines) = (Error(Slope(relu.Forward), Slope(Signal)), Error(Slope(sine.Forward), Slope(Signal)));
Console.WriteLine($"error of the slope, of relu: {ofRelu:F1}, of sines: {ofSines:F1}");

Sequential<double> Fit(string name, Func<Tensor, Tensor> f, double first)
{
    var random = new Generator(5);
    var model = new Sequential<double>(
        new Linear<double>(1, 32, random), new Lambda<double>(name, x => f(first * x)),
        new Linear<double>(32, 32, random), new Lambda<double>(name, f),
        new Linear<double>(32, 1, random));
    var optimizer = new Adam<double>(model.Parameters, 0.005);
    Tensor target = Signal(t);
    for (int step = 0; step < 600; step++)
    {
        optimizer.Step(Loss.MeanSquaredError(model.Forward(t), target).Backward());
    }

    Console.WriteLine($"{name}: error of the signal {Error(model.Predict(t), target):F3}");
    return model;
}

// Root mean square.
static double Error(Tensor a, Tensor b) => (a - b).Square().Mean().Sqrt().Item;

if (args.Contains("--html"))
{
    static Func<Tensor, Tensor> Of(Sequential<double> model) => t => model.Forward(t.Unsqueeze(1))[.., 0];
    static Func<Tensor, Tensor> SlopeOf(Func<Tensor, Tensor> f) => t => Differentiate.Jvp(f, t, Tensor.Ones(t.Shape)).Tangent;
    Tensor at = Tensor.Variable([0.2], [1, 1], "t");
    new Lesson("A signal as a network of sines", "サイン関数のネットワークで表す信号")
        .Text(
            "A network takes a time and gives the height of a wave. With relu it is a chain of straight pieces and smooths the details "
            + "away. With sines, as in SIREN, it follows them.",
            "ネットワークは時刻を受け取り、波の高さを返します。ReLU では折れ線になり、細かい形がつぶれてしまいます。SIREN のようにサイン関数を使うと、細部まで再現できます。")
        .Picture(Plot.Functions(-1, 1, ("signal", Signal), ("relu", Of(relu)), ("sines", Of(sine))))
        .Text(
            "The slope shows it even better: that of relu jumps from one constant to the next, that of sines is the slope of the signal. "
            + "Autodiff gives it, though nobody showed the network a slope.",
            "傾きを見ると違いはもっとはっきりします。ReLU の傾きは定数から定数へ跳び、サインの傾きは信号の傾きと重なります。"
            + "ネットワークに傾きを教えてはいませんが、自動微分で求められます。")
        .Code("Tensor Slope(Func<Tensor, Tensor> f) => Differentiate.Jvp(f, t, Tensor.Ones(t.Shape)).Tangent;")
        .Picture(Plot.Functions(
            -1, 1, ("slope of the signal", SlopeOf(Signal)), ("of relu", SlopeOf(Of(relu))), ("of sines", SlopeOf(Of(sine)))))
        .Trace(sine.TraceGraph(() => sine.Forward(at).Sum().Named("height")))
        .SaveHtml("21-siren.html");
}
