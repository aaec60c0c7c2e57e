using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Traps that others fell into, each with a test from the first day.</summary>
public class TrapTests
{
    private const BindingFlags Statics = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private const BindingFlags Everything = Statics | BindingFlags.Instance;

    private static readonly Assembly Core = typeof(Shape).Assembly;

    [Fact]
    public void PerturbationConfusion_InnerPointUntracked_KeepsTheOuterDerivative()
    {
        // d/dx[x · d/dy(x·y)] = d/dx[x·x]: 2 at 1, and 1 if the inner sweep detaches the outer x.
        Assert.Equal(2, Differentiate.Gradient<double>(x => x * Differentiate.Gradient<double>(y => x * y, 1), 1).Item);
        Assert.Equal(2, Differentiate.Gradient<double>(x => x * Differentiate.Jvp<double>(y => x * y, 1, 1).Tangent, 1).Item);
        Assert.Equal(2, Differentiate.Jvp<double>(x => x * Differentiate.Gradient<double>(y => x * y, 1), 1, 1).Tangent.Item);
        Assert.Equal(2, Differentiate.Jvp<double>(x => x * Differentiate.Jvp<double>(y => x * y, 1, 1).Tangent, 1, 1).Tangent.Item);
        Assert.Equal(2, Differentiate.Gradient<double>(x => x * Differentiate.Vjp<double>(y => x * y, 1).Pullback(1), 1).Item);
        Assert.Equal(2, Differentiate.Gradient<double>(x => x * Differentiate.Jacobian<double>(y => x * y, 1), 1).Item);
        Assert.Equal(4, Differentiate.Gradient<double>(x => x * Differentiate.Hessian<double>(y => x * y * y, 1), 1).Item);
    }

    [Fact]
    public void PerturbationConfusion_ThroughAnAddition_IsOneNotTwo()
    {
        // Siskind and Pearlmutter: d/dx[x · d/dy(x + y)] = d/dx[x·1] = 1, and 2 if the two perturbations are confused.
        Assert.Equal(1, Differentiate.Gradient<double>(x => x * Differentiate.Gradient<double>(y => x + y, 1), 1).Item);
        Assert.Equal(1, Differentiate.Jvp<double>(x => x * Differentiate.Jvp<double>(y => x + y, 1, 1).Tangent, 1, 1).Tangent.Item);
        Assert.Equal(1, Differentiate.Gradient<double>(x => x * Differentiate.Gradient(y => x + y, x), 1).Item);
        Assert.Equal(1, Differentiate.Jvp<double>(x => x * Differentiate.Jvp(y => x + y, x, 1).Tangent, 1, 1).Tangent.Item);
    }

    [Fact]
    public void PerturbationConfusion_AtTheOuterPointItself_CountsEveryUseOnce()
    {
        // d/dx[x · d/dy(x·y²) at y = x] = d/dx[2x³] = 6x²: 54 at 3.
        Assert.Equal(54, Differentiate.Gradient<double>(x => x * Differentiate.Gradient(y => x * y * y, x), 3).Item);
        Assert.Equal(54, Differentiate.Jvp<double>(x => x * Differentiate.Gradient(y => x * y * y, x), 3, 1).Tangent.Item);
        Assert.Equal(54, Differentiate.Gradient<double>(x => x * Differentiate.Jvp(y => x * y * y, x, 1).Tangent, 3).Item);
        Assert.Equal(54, Differentiate.Jvp<double>(x => x * Differentiate.Jvp(y => x * y * y, x, 1).Tangent, 3, 1).Tangent.Item);

        Tensor variable = Tensor.Variable(3);
        Assert.Equal(54, (variable * Differentiate.Gradient(y => variable * y * y, variable)).Backward()[variable].Item);
        Assert.Equal(18, Differentiate.Gradient(y => variable * y * y, variable).Item); // by y alone: 27 would be by both
    }

    [Fact]
    public void PerturbationConfusion_ThreeLevels_CountsEveryUseOnce()
    {
        // d/dx d/dy d/dz (x·y²·z³) at z = y = x = 2, each level at the point of the outer one:
        // g(y) = d/dz = 3xy²z² at z = y: 3xy⁴; h(x) = d/dy = 12xy³ at y = x: 12x⁴; 48x³.
        Tensor result = Differentiate.Gradient<double>(
            x => Differentiate.Gradient(y => Differentiate.Gradient(z => x * y.Square() * z.Pow(3), y), x), 2);
        Assert.Equal(48 * 8, result.Item, 1e-10);
    }

    [Fact]
    public void Relu_AsASelection_PassesNaNAndGivesPlainZero()
    {
        Tensor x = Tensor.Variable([double.NaN, double.NegativeInfinity, -1, -0.0, 0, 2, double.PositiveInfinity]);
        Tensor relu = Tensor.Select(x <= 0, 0, x), product = x * (x > 0), swallowing = Tensor.Select(x > 0, x, 0);

        Assert.Equal([double.NaN, 0, 0, 0, 0, 2, double.PositiveInfinity], relu.ToArray());
        Assert.All(relu.ToArray()[1..5], zero => Assert.False(double.IsNegative(zero)));
        Assert.Equal([1, 0, 0, 0, 0, 1, 1], relu.Backward(Tensor.Ones([7]))[x].ToArray());
        Assert.Equal([1, 0, 0, 0, 0, 1, 1], Differentiate.Jvp(x => Tensor.Select(x <= 0, 0, x), x, Tensor.Ones([7])).Tangent.ToArray());

        // What the two others do, and why they are not it.
        Assert.True(double.IsNegative(product.Values[2]) && double.IsNaN(product.Values[1]));
        Assert.Equal(0, swallowing.Values[0]);
    }

    [Fact]
    public void NegativeZero_SurvivesWhereIeeeKeepsIt()
    {
        Tensor zero = -0.0;

        Assert.True(double.IsNegative(zero.Item) && double.IsNegative((zero + zero).Item) && double.IsNegative(zero.Sqrt().Item));
        Assert.True(double.IsNegative(zero.Sin().Item) && double.IsNegative(zero.Tanh().Item) && double.IsNegative(zero.Sinh().Item));
        Assert.True(double.IsNegative((-Tensor.Zeros([3])).Values[1]) && double.IsNegative(zero.Reshape(1)[0].Item));
        Assert.False(double.IsNegative((zero + 0).Item) || double.IsNegative(zero.Abs().Item) || double.IsNegative((zero * zero).Item));
    }

    [Fact]
    public void SystemRange_InsideAFileThatUsesTensors_IsStillTheRange()
    {
        Range range = 1..3;

        Assert.Equal([1, 2], Tensor.Arange(0, 5, 1)[range].ToArray());
        Assert.DoesNotContain(typeof(Tensor).GetMembers(Everything), member => member.Name is "Range" or "Index");
    }

    [Fact]
    public void SumOfZero_MeansTheFirstAxis()
    {
        Tensor x = Tensor.Constant([1, 2, 3, 4, 5, 6], [2, 3]);

        Assert.Equal([5, 7, 9], x.Sum(0).ToArray());
        Assert.Equal([2.5, 3.5, 4.5], x.Mean(0).ToArray());
        Assert.Equal([4, 5, 6], x.Max(0).ToArray());
        Assert.Equal([1, 2, 3], x.Min(0).ToArray());
        Assert.Equal([3], x.LogSumExp(0).Shape);
    }

    [Fact]
    public void Doubling_PlusEquals_DoesNotMutate()
    {
        Tensor x = Tensor.Variable([1, 2]), y = x;
        y += y;

        Assert.Equal([1, 2], x.ToArray());
        Assert.DoesNotContain(
            typeof(Tensor).GetMethods(Everything), method => method.Name.EndsWith("Assignment", StringComparison.Ordinal));
        Assert.DoesNotContain(
            typeof(Tensor).GetMethods(Everything), method => method.Name is "op_Implicit" && method.ReturnType != typeof(Tensor));
        Assert.DoesNotContain(typeof(Tensor).GetMethods(Everything), method => method.Name is "op_Equality" or "op_True" or "op_Explicit");
    }

    [Fact]
    public void Core_DependsOnSystemNumericsTensorsAndNothingElse()
    {
        XDocument project = XDocument.Load(Path.Combine(Repository.Root, "Autograd.Core", "Autograd.Core.csproj"));
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] foreign = [.. Core.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !File.Exists(Path.Combine(framework, $"{name}.dll")))];

        Assert.Equal(
            ["System.Numerics.Tensors"], project.Descendants("PackageReference").Select(package => (string)package.Attribute("Include")!));
        Assert.Empty(project.Descendants("ProjectReference"));
        Assert.Equal(["System.Numerics.Tensors"], foreign);
        Assert.DoesNotContain(Core.GetReferencedAssemblies(), name => name.Name is "System.Console" or "System.Linq.Expressions");
    }

    [Fact]
    public void Library_HasNoMutableStaticStateButTheCounter()
    {
        // Threads that help, memory that is used again, and what is known of types change no number.
        // Diagnostics, off unless asked for, remembers beside the tensors which line made them.
        string[] helpers = ["Workers", "Scratch`1", "RuleArena`1", "FusedLoop`1", "DeclaredFields", "Containers", "Diagnostics", "Records"];
        Assembly[] library = [Core, typeof(Autograd.Nn.Module<>).Assembly];
        string[] mutable = [.. library.SelectMany(assembly => assembly.GetTypes()).Where(type => !helpers.Contains(type.Name))
            .SelectMany(type => type.GetFields(Statics)).Where(IsMutable)
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}")];

        Assert.Equal(["Tensor`1.creations"], mutable);

        static bool IsMutable(FieldInfo field)
        {
            if (field.IsLiteral || IsCompilers(field) || IsCompilers(field.DeclaringType!))
            {
                return false; // constants, and the compiler's caches of delegates without state
            }

            string[] changing = ["AsyncLocal`1", "ThreadLocal`1", "ConditionalWeakTable`2", "WeakReference", "WeakReference`1", "Random"];
            Type type = field.FieldType;
            return !field.IsInitOnly || field.IsDefined(typeof(ThreadStaticAttribute)) || changing.Contains(type.Name)
                || (!type.IsArray && type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)));
        }

        static bool IsCompilers(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute));
    }

    [Fact]
    public void Core_IsOptimizedInEveryConfiguration()
    {
        // In Debug, too, where the tests run: vector loops would be six times slower.
        var attribute = Core.GetCustomAttribute<System.Diagnostics.DebuggableAttribute>();

        Assert.False(attribute?.IsJITOptimizerDisabled ?? false);
    }
}
