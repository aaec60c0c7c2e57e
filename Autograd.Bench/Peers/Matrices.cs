using System.Numerics;

namespace Autograd.Bench;

/// <summary>a. Matrix products: square ones, as the peer has them, and our own with transposed operands.</summary>
internal static class Matrices
{
    public static void Run(Report report)
    {
        foreach (int n in new[] { 32, 64, 128, 256, 512, 1024, 2048 })
        {
            Square<float>(report, "f32", n);
        }

        foreach (int n in new[] { 32, 64, 128, 256, 512, 1024, 2048 })
        {
            Square<double>(report, "f64", n);
        }

        foreach (int n in new[] { 128, 512, 1024 })
        {
            Transposed(report, n);
        }
    }

    private static void Square<T>(Report report, string type, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string name = $"a.mm.{type}.{n}.gflops";
        if (report.Wants(name))
        {
            (Tensor<T> a, Tensor<T> b) = Pair<T>(n);
            CheckProduct(a.MatMul(b), a, b);
            report.Bench(name, () => a.MatMul(b), Report.Gflops(2.0 * n * n * n), 0.4);
        }
    }

    /// <summary>n: an operand as it lies; t: read transposed. nn is measured here too, since the clock of minutes ago is another.</summary>
    private static void Transposed(Report report, int n)
    {
        foreach (string tag in new[] { "nn", "nt", "tn", "tt" })
        {
            (bool left, bool right) = (tag[0] == 't', tag[1] == 't');
            string name = $"a.mm_t.f32.{n}.{tag}.gflops";
            if (report.Wants(name))
            {
                (Tensor<float> a, Tensor<float> b) = Pair<float>(n);
                CheckProduct(a.MatMul(b, left, right), left ? a.T : a, right ? b.T : b);
                report.Bench(name, () => a.MatMul(b, left, right), Report.Gflops(2.0 * n * n * n), 0.4);
            }
        }
    }

    private static (Tensor<T> A, Tensor<T> B) Pair<T>(int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(n);
        T half = T.CreateChecked(0.5);
        return (Tensor<T>.Uniform(random, [n, n], -half, half), Tensor<T>.Uniform(random, [n, n], -half, half));
    }

    private static void CheckProduct<T>(Tensor<T> c, Tensor<T> a, Tensor<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int n = c.Shape[0];
        foreach ((int row, int column) in new[] { (0, 0), (n / 2, n - 1), (n - 1, n / 3) })
        {
            double sum = 0;
            for (int k = 0; k < n; k++)
            {
                sum += double.CreateChecked(a.Values[(row * n) + k]) * double.CreateChecked(b.Values[(k * n) + column]);
            }

            Check.Near(double.CreateChecked(c.Values[(row * n) + column]), sum);
        }
    }
}
