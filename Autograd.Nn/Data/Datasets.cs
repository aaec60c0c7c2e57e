using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>Small data sets that are made, to try things on.</summary>
public static class Datasets
{
    /// <summary>Exclusive or: the four pairs of 0 and 1, with the target 1 where they differ. No line divides them.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>Inputs (4, 2) and targets (4, 1).</returns>
    public static Dataset<T> Xor<T>()
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(Made<T>([0, 0, 0, 1, 1, 0, 1, 1], [4, 2]), Made<T>([0, 1, 1, 0], [4, 1]));

    /// <summary>Arms that wind around each other, one for each class.</summary>
    /// <param name="perClass">The number of points of an arm.</param>
    /// <param name="classes">The number of arms.</param>
    /// <param name="noise">The deviation of the angle, in radians.</param>
    /// <param name="random">Where the noise comes from.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>Inputs (perClass·classes, 2) within the unit circle, and their classes.</returns>
    public static Dataset<T> Spirals<T>(int perClass, int classes, double noise, Random random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(perClass, noise, random);
        Argument.AtLeast(1, classes, "Datasets");
        double[] points = new double[2 * perClass * classes];
        for (int i = 0; i < perClass * classes; i++)
        {
            double radius = (i % perClass) / (double)perClass;
            double angle = (2 * Math.PI * (i / perClass) / classes) + (4 * radius) + (noise * Normal(random));
            (points[2 * i], points[(2 * i) + 1]) = (radius * Math.Sin(angle), radius * Math.Cos(angle));
        }

        return new Dataset<T>(
            Made<T>(points, [perClass * classes, 2]), [.. Enumerable.Range(0, perClass * classes).Select(i => i / perClass)]);
    }

    /// <summary>Two half circles that reach into each other, one for each class. scikit-learn's <c>make_moons</c>.</summary>
    /// <param name="perClass">The number of points of a half circle.</param>
    /// <param name="noise">The deviation of each coordinate.</param>
    /// <param name="random">Where the noise comes from.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>Inputs (2·perClass, 2), and their classes.</returns>
    public static Dataset<T> Moons<T>(int perClass, double noise, Random random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(perClass, noise, random);
        double[] points = new double[4 * perClass];
        for (int i = 0; i < 2 * perClass; i++)
        {
            double angle = Math.PI * (i % perClass) / Math.Max(1, perClass - 1);
            (double x, double y) = i < perClass ? (Math.Cos(angle), Math.Sin(angle)) : (1 - Math.Cos(angle), 0.5 - Math.Sin(angle));
            (points[2 * i], points[(2 * i) + 1]) = (x + (noise * Normal(random)), y + (noise * Normal(random)));
        }

        return new Dataset<T>(Made<T>(points, [2 * perClass, 2]), [.. Enumerable.Range(0, 2 * perClass).Select(i => i / perClass)]);
    }

    /// <summary>One wave of the sine from −π to π, with noise.</summary>
    /// <param name="count">The number of points.</param>
    /// <param name="noise">The deviation of the targets.</param>
    /// <param name="random">Where the noise comes from.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>Inputs (count, 1) in equal steps, and targets (count, 1).</returns>
    public static Dataset<T> Sine<T>(int count, double noise, Random random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(count, noise, random);
        double[] x = [.. Enumerable.Range(0, count).Select(i => Math.PI * ((2.0 * i / Math.Max(1, count - 1)) - 1))];
        return new Dataset<T>(Made<T>(x, [count, 1]), Made<T>([.. x.Select(x => Math.Sin(x) + (noise * Normal(random)))], [count, 1]));
    }

    private static void Require(int count, double noise, Random random)
    {
        Argument.AtLeast(1, count, "Datasets");
        Argument.AtLeast(0, noise, "Datasets");
        ArgumentNullException.ThrowIfNull(random);
    }

    private static double Normal(Random random) => Tensor<double>.Normal(random, [], 0, 1).Item;

    private static Tensor<T> Made<T>(double[] values, Shape shape)
        where T : unmanaged, IFloatingPointIeee754<T> => Tensor<double>.Constant(values, shape).Convert<T>();
}
