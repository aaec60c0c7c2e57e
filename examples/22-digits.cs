#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// A small convolutional network reads digits that the program draws itself: seven segments with noise, shifted and rotated. A window slides
// over the image, the same weights everywhere, so a stroke is found wherever it lies.
// dotnet run examples/22-digits.cs -- 20 trains on twenty times as many images.

using System.Globalization;
using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<float>;

int times = args.FirstOrDefault(arg => arg != "--html") is { } wanted ? int.Parse(wanted, CultureInfo.InvariantCulture) : 1;
var random = new Generator(6);
Dataset<float> training = Digits(400 * times), test = Digits(200);
Print(training.Inputs[..6, 0], training.Classes[..6]);

var model = new Sequential<float>(
    new Conv2d<float>(1, 8, 3, random, padding: 1), new Relu<float>(), new MaxPool2d<float>(2),
    new Conv2d<float>(8, 16, 3, random, padding: 1), new Relu<float>(), new MaxPool2d<float>(2),
    new Flatten<float>(), new Linear<float>(144, 10, random));
Console.WriteLine(model.Summary([1, 1, 12, 12]));
Console.WriteLine();

TrainingHistory history = Trainer.Fit(
    model, training, (y, batch) => Loss.CrossEntropy(y, batch.Classes), new Adam<float>(model.Parameters, 0.004), epochs: 8,
    new TrainingOptions<float> { BatchSize = 25, Shuffle = random }, new ConsoleProgress(Console.Error, Console.IsErrorRedirected));
Console.WriteLine($"loss by epoch: {string.Join(" ", history.Losses.Select(loss => $"{loss:F1}"))}");
int[] read = model.Predict(test.Inputs).ArgMax(1);
double right = read.Zip(test.Classes, (a, b) => a == b ? 1.0 : 0).Average();
Console.WriteLine(right > 0.9 ? "more than 9 of 10 new images are read right" : $"only {right:P0} of new images are read right");

Dataset<float> Digits(int count)
{
    var pixels = new float[count * 144];
    int[] classes = [.. Enumerable.Range(0, count).Select(_ => random.Next(10))];
    for (int i = 0; i < count; i++)
    {
        Draw(classes[i], pixels.AsSpan(144 * i, 144));
    }

    return new Dataset<float>(Tensor.Constant(pixels, [count, 1, 12, 12]), classes);
}

// Each segment runs between two corners of a box of 2 × 4; the bits tell which belong to a digit.
void Draw(int digit, Span<float> image)
{
    (int, int, int, int)[] segments = [(0, 0, 2, 0), (2, 0, 2, 2), (2, 2, 2, 4), (0, 4, 2, 4), (0, 2, 0, 4), (0, 0, 0, 2), (0, 2, 2, 2)];
    int[] bits = [0b0111111, 0b0000110, 0b1011011, 0b1001111, 0b1100110, 0b1101101, 0b1111101, 0b0000111, 0b1111111, 0b1101111];
    double angle = (random.NextDouble() - 0.5) * 0.5;
    double x0 = 5.5 + ((random.NextDouble() - 0.5) * 2), y0 = 5.5 + ((random.NextDouble() - 0.5) * 2);
    for (int pixel = 0; pixel < 144; pixel++)
    {
        double dx = (pixel % 12) - x0, dy = (pixel / 12) - y0; // turned back into the box
        double x = ((dx * Math.Cos(angle)) + (dy * Math.Sin(angle))) / 2 + 1;
        double y = ((dy * Math.Cos(angle)) - (dx * Math.Sin(angle))) / 2 + 2;
        double nearest = 9;
        for (int s = 0; s < segments.Length; s++)
        {
            var (ax, ay, bx, by) = segments[s];
            if ((bits[digit] >> s & 1) == 1)
            {
                int vx = bx - ax, vy = by - ay;
                double along = Math.Clamp((((x - ax) * vx) + ((y - ay) * vy)) / (double)((vx * vx) + (vy * vy)), 0, 1);
                nearest = Math.Min(nearest, Math.Sqrt(Math.Pow(x - ax - (along * vx), 2) + Math.Pow(y - ay - (along * vy), 2)));
            }
        }

        image[pixel] = (float)(Math.Clamp(1.4 - (2.5 * nearest), 0, 1) + (random.NextDouble() * 0.2));
    }
}

static void Print(Tensor images, int[] classes)
{
    Console.WriteLine(string.Concat(classes.Select(c => $"{c,-14}")).TrimEnd());
    for (int row = 0; row < 12; row++)
    {
        Console.WriteLine(string.Join("  ", Enumerable.Range(0, classes.Length).Select(i =>
            string.Concat(images[i, row].ToArray().Select(v => v > 0.75f ? '#' : v > 0.4f ? '+' : ' ')))).TrimEnd());
    }
}

if (args.Contains("--html"))
{
    Gradients<float> gradients = Loss.CrossEntropy(model.Forward(test.Inputs[..50]), test.Classes.AsSpan(0, 50)).Backward();
    Tensor? scores = null, loss = null;
    GraphTrace<float> trace = model.TraceGraph(() =>
        loss = Loss.CrossEntropy(scores = model.Forward(test.Inputs[..1].Named("image")), test.Classes.AsSpan(0, 1)).Named("loss"));
    double[] Of(int layer) => [.. gradients[model.Parameters[layer].Value].ToArray().Select(v => (double)v)];
    new Lesson("Reading digits", "数字を読む")
        .Text(
            "A window of 3 × 3 pixels slides over the image, with the same weights everywhere: a stroke is found wherever it lies. Each "
            + "pooling keeps the largest of four neighbours, and halves the picture. In the end a linear layer weighs 144 numbers for ten "
            + "digits.",
            "3 × 3 画素の窓が、どこでも同じ重みで画像の上を動くので、線がどこにあっても見つかります。プーリングは隣り合う四つのうち最大のものを残し、画像の縦横を半分にします。"
            + "最後に線形層が、144 個の数から十個の数字それぞれの点数を求めます。")
        .Picture(Plot.Curve([.. history.Losses], "loss by epoch"))
        .Text(
            "The run for one image. Look at the pictures on the lines: what went forward, and below it what came back. The gradient of a "
            + "pooling reaches one pixel in four.",
            "一枚の画像についての実行です。線の上には順伝播の値、線の下には戻ってきた勾配が、小さな絵で示されています。プーリングの勾配は、四つの画素のうち一つだけに届きます。")
        .Trace(trace.WithGroup("cross-entropy", loss!, scores!))
        .Text(
            "How large are the gradients of the weights? In a healthy network those of the first layer and of the last are of similar "
            + "size.",
            "重みの勾配はどのくらいの大きさでしょうか。健全なネットワークでは、最初の層と最後の層の勾配が同じくらいの大きさになります。")
        .Picture(Plot.Histogram(Of(0), "gradients of the first convolution"))
        .Picture(Plot.Histogram(Of(4), "gradients of the linear layer"))
        .SaveHtml("22-digits.html");
}
