using System.ComponentModel;
using Autograd.Bench;
using BenchmarkDotNet.Running;

// Tables and comparisons that are not BenchmarkDotNet's have a name; "child" is how they start processes of their own.
try
{
    switch (args)
    {
        case ["scaling"]:
            Scaling.Print(Console.Out);
            break;
        case ["peers", ..]:
            PeersCommand.Run(args[1..], Console.Out);
            break;
        case ["compare", ..]:
            CompareCommand.Run(args[1..], Console.Out, Console.Error);
            break;
        case ["guard", ..]:
            GuardCommand.Run(args[1..], Console.Out);
            break;
        case ["child", "peers", ..]:
            PeersCommand.RunChild(args[2..], Console.Out);
            break;
        case ["child", "guard"]:
            GuardCommand.RunChild(Console.Out);
            break;
        case ["child", var name]:
            ChainAndMemory.RunChild(name, Console.Out);
            break;
        case [var unknown, ..] when !unknown.StartsWith('-'):
            throw new ArgumentException($"No command is called {unknown}: peers, compare, guard, scaling, or options of BenchmarkDotNet.");
        default:
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
            break;
    }

    return 0;
}
catch (Exception mistake) when (mistake is ArgumentException or InvalidOperationException or Win32Exception)
{
    Console.Error.WriteLine(mistake.Message); // of an option, of a workload that computes something wrong, or that a program is missing
    return 2;
}
