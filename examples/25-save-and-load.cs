#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// Stop, save, load, go on: the result is the same to the last bit as without the interruption, if the optimizer and the generator are saved
// too. The files are safetensors, which PyTorch reads.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

string folder = Directory.CreateTempSubdirectory().FullName, file = Path.Combine(folder, "model.safetensors"), rest = Path.Combine(folder, "rest.safetensors");
Dataset<double> data = Datasets.Moons<double>(50, 0.1, new Generator(1));

// 1. Ten epochs at a stretch.
var (model, optimizer, random) = New();
Train(model, optimizer, random, 10);

// 2. Six, and everything is saved.
var (first, firstOptimizer, firstRandom) = New();
Train(first, firstOptimizer, firstRandom, 6);
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
Train(second, secondOptimizer, secondRandom, 4);

bool same = model.Parameters.Zip(second.Parameters).All(pair => pair.First.Value.ToArray().SequenceEqual(pair.Second.Value.ToArray()));
Console.WriteLine($"the same to the last bit: {same}");
Directory.Delete(folder, recursive: true);

static (Sequential<double>, Adam<double>, Generator) New()
{
    var random = new Generator(4);
    var model = new Sequential<double>(new Linear<double>(2, 8, random), new Relu<double>(), new Dropout<double>(0.1, random), new Linear<double>(8, 2, random));
    return (model, new Adam<double>(model.Parameters, 0.01), random);
}

void Train(Sequential<double> model, Adam<double> optimizer, Generator random, int epochs) => Trainer.Fit(
    model, data, (y, batch) => Loss.CrossEntropy(y, batch.Classes), optimizer, epochs, new TrainingOptions<double> { BatchSize = 20, Shuffle = random });
