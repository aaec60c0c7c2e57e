#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// Stop, save, load, go on: the result is the same to the last bit as without the interruption, if the optimizer and the generator are saved
// too. The files are safetensors, which PyTorch reads.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

string folder = Directory.CreateTempSubdirectory().FullName;
string file = Path.Combine(folder, "model.safetensors"), rest = Path.Combine(folder, "rest.safetensors");
Dataset<double> data = Datasets.Moons<double>(50, 0.1, new Generator(1));

// 1. Ten epochs at a stretch.
var (model, optimizer, random) = New();
TrainingHistory atAStretch = Train(model, optimizer, random, 10);

// 2. Six, and everything is saved.
var (first, firstOptimizer, firstRandom) = New();
TrainingHistory before = Train(first, firstOptimizer, firstRandom, 6);
first.Save(file);
SafeTensors.Write(rest, firstOptimizer.State, new Dictionary<string, string> { ["generator"] = string.Join(' ', firstRandom.State) });
foreach (var (name, tensor) in SafeTensors.Read<double>(file))
{
    Console.WriteLine($"saved {name} {tensor.Shape}");
}

// 3. Later, perhaps in another program: load, and four more.
var (second, secondOptimizer, secondRandom) = New();
second.Load(file);
secondOptimizer.State = SafeTensors.Read<double>(rest);
secondRandom.State = [.. SafeTensors.ReadMetadata(rest)["generator"].Split(' ').Select(ulong.Parse)];
TrainingHistory after = Train(second, secondOptimizer, secondRandom, 4);

bool same = model.Parameters.Zip(second.Parameters).All(pair => pair.First.Value.ToArray().SequenceEqual(pair.Second.Value.ToArray()));
Console.WriteLine($"the same to the last bit: {same}");
Directory.Delete(folder, recursive: true);

static (Sequential<double>, Adam<double>, Generator) New()
{
    var random = new Generator(4);
    var model = new Sequential<double>(
        new Linear<double>(2, 8, random), new Relu<double>(), new Dropout<double>(0.1, random), new Linear<double>(8, 2, random));
    return (model, new Adam<double>(model.Parameters, 0.01), random);
}

TrainingHistory Train(Sequential<double> model, Adam<double> optimizer, Generator random, int epochs) => Trainer.Fit(
    model, data, (y, batch) => Loss.CrossEntropy(y, batch.Classes), optimizer, epochs,
    new TrainingOptions<double> { BatchSize = 20, Shuffle = random });

if (args.Contains("--html"))
{
    new Lesson("Stop, save, load, go on", "止めて、保存して、続きから")
        .Text(
            "Ten epochs at a stretch, and six and four with a pause between, end in the same weights, to the last bit. For that three "
            + "things have to be saved: the parameters, the state of the optimizer, and that of the random generator, which shuffles and "
            + "drops out.",
            "10 エポックを一気に学習した場合と、途中で止めて 6 と 4 に分けた場合で、重みは最後の 1 ビットまで一致します。"
            + "そのためには、パラメータ、最適化手法の状態、そしてシャッフルとドロップアウトに使う乱数生成器の状態の三つを保存します。")
        .Code("first.Save(file);\nSafeTensors.Write(rest, firstOptimizer.State, "
            + "new Dictionary<string, string> { [\"generator\"] = string.Join(' ', firstRandom.State) });")
        .Picture(Plot.Curve([.. atAStretch.Losses], "loss of ten epochs at a stretch"))
        .Picture(
            Plot.Curve([.. before.Losses, .. after.Losses], "loss of six epochs, a pause, and four"),
            "The same curve.", "同じ曲線です。")
        .Picture(Plot.Boundary(second.Predict, data.Inputs, data.Classes, "what the network decides after ten epochs"))
        .SaveHtml("25-save-and-load.html");
}
