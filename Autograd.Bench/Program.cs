using Autograd.Bench;
using BenchmarkDotNet.Running;

// "scaling" is a table over sizes of graphs, which wants one run of each; everything else is BenchmarkDotNet's.
if (args is ["scaling"])
{
    Scaling.Print(Console.Out);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
