using System.Reflection;
using Autograd.Differentiation;

namespace Autograd.Tests.Primitives;

/// <summary>No primitive without a row.</summary>
public sealed class CompletenessTests
{
    [Fact]
    public void EveryPrimitive_HasARow()
    {
        Type[] primitives = [.. typeof(Tensor<>).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetGenericArguments().Length <= 1 && HasBase(type))
            .Select(type => type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(double)) : type)
            .Where(type => type.IsSubclassOf(typeof(Primitive<double>)))];
        Assert.NotEmpty(primitives);
        string[] instances = [.. Instances(primitives).Select(primitive => primitive.Name)];
        Assert.Contains("GreaterThan", instances);

        var seen = new HashSet<Type>();
        var names = new HashSet<string>();
        foreach (PrimitiveCase<double> row in PrimitiveCases<double>.All)
        {
            for (int seed = 0; seed < 6; seed++)
            {
                var stack = new Stack<Tensor<double>>([row.Call([.. row.Draw(new Random(seed)).Inputs.Select(x => x.AsVariable())])]);
                while (stack.TryPop(out Tensor<double>? node))
                {
                    if (node.Operation is { } operation)
                    {
                        seen.Add(operation.GetType());
                        names.Add(operation.Name);
                        node.Inputs.ToList().ForEach(stack.Push);
                    }
                }
            }
        }

        string[] missing = [.. primitives.Except(seen).Select(type => type.Name), .. instances.Except(names)];
        Assert.True(missing.Length == 0, $"Primitives without a row in PrimitiveCases: {string.Join(", ", missing)}");
    }

    /// <summary>Kinks and extremes of every function of one or two numbers.</summary>
    [Fact]
    public void EveryElementwisePrimitive_HasAKink()
    {
        var names = new HashSet<string>();
        foreach (Kink<double> kink in Kinks<double>.All)
        {
            Tensor<double> y = kink.Call([.. kink.Inputs.Select(x => Tensor<double>.Variable(x))]);
            names.UnionWith(new BackwardSlice<double>(y).Nodes.ToArray().Select(node => node.Operation?.Name).OfType<string>());
        }

        IEnumerable<Type> elementwise = typeof(Tensor<>).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetGenericArguments().Length == 1 && HasBase(type))
            .Select(type => type.MakeGenericType(typeof(double)))
            .Where(type => type.IsSubclassOf(typeof(Elementwise<double>)));
        IEnumerable<Primitive<double>> differentiable = Instances(elementwise).Where(primitive => primitive.IsDifferentiable);
        Assert.Empty(differentiable.Select(primitive => primitive.Name).Except(names));
        Assert.True(Kinks<double>.All.Count >= 150);
        Assert.Equal(Kinks<double>.All.Count, Kinks<double>.All.Select(kink => kink.Name).Distinct().Count());
    }

    /// <summary>Whether a type may be a primitive, so that it can be closed over a number type.</summary>
    private static bool HasBase(Type type) => type.BaseType is { IsGenericType: true };

    /// <summary>The primitives without parameters, which have one instance each, or a few.</summary>
    private static IEnumerable<Primitive<double>> Instances(IEnumerable<Type> primitives) => primitives
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field =>
            field.FieldType == type))
        .Select(field => (Primitive<double>)field.GetValue(null)!);
}
