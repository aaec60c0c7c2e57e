using Autograd.Nn;
using Autograd.Tests.Kernels;

namespace Autograd.Tests;

/// <summary>
/// What this assembly does as a program: it writes a file again and again, for the test that kills it, or it prints what the elementary
/// functions give, for the test that compares processes.
/// </summary>
internal static class Program
{
    /// <summary>The tensor that round number k writes: its elements are all k.</summary>
    public static Tensor<double> Round(int k) => Tensor<double>.Fill(k, [200_000]);

    private static void Main(string[] arguments)
    {
        if (arguments[0] == ElementaryBits.Argument)
        {
            Console.Write(ElementaryBits.Report());
            return;
        }

        for (int k = 1; ; k++)
        {
            SafeTensors.Write(arguments[0], [KeyValuePair.Create("round", Round(k))]);
        }
    }
}
