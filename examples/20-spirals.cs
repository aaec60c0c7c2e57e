#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// Three spirals that wind around each other, and a network that learns to tell them apart. The picture shows which class it sees where.
// dotnet run examples/20-spirals.cs -- 500 trains for 500 epochs.

using System.Globalization;
using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

int epochs = args.FirstOrDefault(arg => arg != "--html") is { } wanted ? int.Parse(wanted, CultureInfo.InvariantCulture) : 60;
var random = new Generator(3);
(Dataset<double> training, Dataset<double> validation) = Datasets.Spirals<double>(100, 3, 0.15, random).Shuffled(random).Split(240);
var model = new Sequential<double>(
    new Linear<double>(2, 32, random), new Relu<double>(), new Linear<double>(32, 32, random), new Relu<double>(),
    new Linear<double>(32, 3, random));
Console.WriteLine(model.Summary([1, 2]));
Console.WriteLine();

TrainingHistory history = Trainer.Fit(
    model, training, (y, batch) => Loss.CrossEntropy(y, batch.Classes), new Adam<double>(model.Parameters, 0.01), epochs,
    new TrainingOptions<double> { BatchSize = 32, Shuffle = random, Validation = validation });
Console.WriteLine($"loss {history.Losses[0]:F2} -> {history.Losses[^1]:F2}, of the validation {history.ValidationLosses[^1]:F2}");
Console.WriteLine($"right: {Accuracy(training):P0} of the training, {Accuracy(validation):P0} of the validation");
Console.WriteLine();

for (double y = 1; y >= -1; y -= 0.125)
{
    Tensor row = Tensor.Stack([.. Enumerable.Range(0, 33).Select(i => Tensor.Constant([(i / 16.0) - 1, y]))], 0);
    Console.WriteLine(string.Concat(model.Predict(row).ArgMax(1).Select(c => "·o#"[c])));
}

double Accuracy(Dataset<double> data) => model.Predict(data.Inputs).ArgMax(1).Zip(data.Classes, (a, b) => a == b ? 1.0 : 0).Average();

if (args.Contains("--html"))
{
    Dataset<double> few = training.Batches(2).First();
    Tensor? scores = null, loss = null;
    GraphTrace<double> trace = model.TraceGraph(() =>
        loss = Loss.CrossEntropy(scores = model.Forward(few.Inputs.Named("x")), few.Classes).Named("loss"));
    new Lesson("Three spirals", "三つの渦巻き")
        .Text(
            "Each point belongs to one of three spirals. The network has two layers of 32 relu units, so it cuts the plane into many "
            + "pieces and is straight on each. Points that it has not seen in training check that it has understood and not memorized.",
            "点はそれぞれ、三つの渦巻きのどれかに属します。ネットワークには 32 個の ReLU からなる層が二つあり、平面を多くの部分に分けて、それぞれの上では直線的に働きます。"
            + "丸暗記ではなく本当に学んだかどうかは、学習に使わなかった点で確かめます。")
        .Picture(
            Plot.Boundary(model.Predict, validation.Inputs, validation.Classes, "decision regions, with the points of the validation"),
            "The borders are made of straight pieces.", "境界は直線の断片からできています。")
        .Picture(Plot.Curve([.. history.Losses], "loss of the training, by epoch"))
        .Picture(Plot.Curve([.. history.ValidationLosses], "loss of the validation, by epoch"))
        .Text("A step for two of the points, with folded layers.", "二つの点についての一歩です。層は畳んであります。")
        .Code("(y, batch) => Loss.CrossEntropy(y, batch.Classes)")
        .Trace(trace.WithGroup("cross-entropy", loss!, scores!))
        .SaveHtml("20-spirals.html");
}
