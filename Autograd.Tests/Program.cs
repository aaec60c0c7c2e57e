using System.Runtime.Intrinsics;
using Autograd.Nn;
using Autograd.Tests.Execution;
using Autograd.Tests.Kernels;

namespace Autograd.Tests;

/// <summary>
/// What this assembly does as a program, for tests that need a process of their own: it writes a file again and again, until it is killed;
/// it prints what the elementary functions give, or checks the matrix product, on hardware with something switched off; it prints what
/// random programs and a training run give under the eager executor.
/// </summary>
internal static class Program
{
    public const string CheckMatrixProduct = "--check-matrix-product";

    /// <summary>The tensor that round number k writes: its elements are all k.</summary>
    public static Tensor<double> Round(int k) => Tensor<double>.Fill(k, [200_000]);

    private static void Main(string[] arguments)
    {
        if (arguments[0] == ElementaryBits.Argument)
        {
            Console.Write(ElementaryBits.Report());
            return;
        }

        if (arguments[0] == ExecutorBits.Argument)
        {
            AppContext.SetSwitch("Autograd.Eager", true);
            Console.Write(ExecutorBits.Report());
            return;
        }

        if (arguments[0] == CheckMatrixProduct)
        {
            Console.WriteLine($"Vector512: {Vector512.IsHardwareAccelerated}, Vector256: {Vector256.IsHardwareAccelerated}");
            MatrixProductChecks.EveryShape();
            MatrixProductChecks.RandomShapes(500);
            MatrixProductChecks.FewRows();
            Console.WriteLine("done");
            return;
        }

        for (int k = 1; ; k++)
        {
            SafeTensors.Write(arguments[0], [KeyValuePair.Create("round", Round(k))]);
        }
    }
}
