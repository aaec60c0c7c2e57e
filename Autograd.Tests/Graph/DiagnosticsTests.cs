using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>In a scope every tensor remembers its line, and whoever names the tensor says it.</summary>
public sealed class DiagnosticsTests
{
    [Fact]
    public void SourceLines_InAScope_AreThoseThatMadeEachTensor()
    {
        using IDisposable scope = Diagnostics.SourceLines();
        (Tensor x, string ofX) = (Tensor.Variable([1, 2], "x"), Here());
        (Tensor y, string ofY) = (x * 2, Here());
        (Tensor z, string ofZ) = (new[] { y, x }.Aggregate((sum, term) => sum + term).Relu(), Here());
        (Tensor constant, string ofConstant) = (Tensor.Ones([2]), Here());
        (Tensor viaLinq, string ofLinq) = (new[] { y, x }.Aggregate(Tensor.Maximum), Here());

        Assert.Equal([ofX, ofY, ofZ, ofConstant, ofLinq], new[] { x, y, z, constant, viaLinq }.Select(tensor => tensor.Source));
        GraphTrace<double> trace = z.Sum().TraceGraph();
        Assert.Equal(ofX, trace[x].Source);
        Assert.Equal(ofZ, trace[z].Source);
    }

    [Fact]
    public void SourceLines_OutsideEveryScope_AreNotRecorded()
    {
        Tensor before = Tensor.Variable(1);
        Diagnostics.SourceLines().Dispose();
        Tensor after = before * 2;

        Assert.Null(before.Source);
        Assert.Null(after.TraceGraph().Output.Source);
        Assert.DoesNotContain("created", after.Label("y"));
    }

    [Fact]
    public void SourceLines_Nested_EndWithTheOuterScope()
    {
        IDisposable outer = Diagnostics.SourceLines(), inner = Diagnostics.SourceLines();
        inner.Dispose();
        inner.Dispose(); // counts once
        Tensor between = Tensor.Variable(1);
        outer.Dispose();
        Tensor after = Tensor.Variable(1);
        IDisposable first = Diagnostics.SourceLines(), second = Diagnostics.SourceLines();
        first.Dispose(); // in the wrong order
        Tensor inSecond = Tensor.Variable(1);
        second.Dispose();
        Tensor afterBoth = Tensor.Variable(1);

        Assert.NotNull(between.Source);
        Assert.Null(after.Source);
        Assert.NotNull(inSecond.Source);
        Assert.Null(afterBoth.Source);
    }

    [Fact]
    public async Task SourceLines_OfOneFlow_LeaveOthersAlone()
    {
        using var opened = new SemaphoreSlim(0);
        using var made = new SemaphoreSlim(0);
        Task<Tensor> elsewhere = Task.Run(async () =>
        {
            await opened.WaitAsync();
            Tensor tensor = Tensor.Variable(1);
            made.Release();
            return tensor;
        });
        using (Diagnostics.SourceLines())
        {
            opened.Release();
            await made.WaitAsync();
            await Task.Yield();
            Assert.NotNull(Tensor.Variable(1).Source);
            Assert.NotNull((await Task.Run(() => Tensor.Variable(1))).Source);
        }

        Assert.Null((await elsewhere).Source);
    }

    [Fact]
    public async Task SourceLines_OfATaskThatOutlivesTheScope_EndWithIt()
    {
        using var ended = new SemaphoreSlim(0);
        Task<Tensor> late;
        using (Diagnostics.SourceLines())
        {
            late = Task.Run(async () =>
            {
                await ended.WaitAsync();
                return Tensor.Variable(1);
            });
        }

        using IDisposable other = Diagnostics.SourceLines();
        ended.Release();
        Assert.Null((await late).Source);
    }

    [Fact]
    public void SourceLines_WithoutSymbols_AreTheMethod()
    {
        TypeBuilder type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("NoSymbols"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("module").DefineType("Models.Net", TypeAttributes.Public);
        ILGenerator il = type.DefineMethod("Twice", MethodAttributes.Public | MethodAttributes.Static, typeof(Tensor), [typeof(Tensor)])
            .GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(Tensor).GetMethod("op_Addition", [typeof(Tensor), typeof(Tensor)])!);
        il.Emit(OpCodes.Ret);
        Func<Tensor, Tensor> twice = type.CreateType().GetMethod("Twice")!.CreateDelegate<Func<Tensor, Tensor>>();
        using IDisposable scope = Diagnostics.SourceLines();

        Assert.Equal("Net.Twice", twice(1).Source);
    }

    [Fact]
    public void Errors_ThatNameTensors_SayWhereTheyWereMade()
    {
        using IDisposable scope = Diagnostics.SourceLines();
        (Tensor x, string ofX) = (Tensor.Ones([2, 3]).AsVariable("x"), $"(created at {Here()})");
        (Tensor w, string ofW) = (Tensor.Ones([4, 5]).AsVariable(), $"(created at {Here()})");

        Assert.Contains($"\"x\" is (2, 3) {ofX}, right is (4, 5) {ofW}", Message(() => x.MatMul(w)));
        Assert.Contains($"\"x\" is (2, 3) {ofX} and operand 2 is (4, 5) {ofW}", Message(() => x + w));
        Assert.Contains($"\"x\" of shape (2, 3) {ofX} has 6 elements", Message(() => x.Reshape(5)));
        Assert.Contains($"the tensor of shape (4, 5) {ofW} has 20", Message(() => w.Backward()));
        Assert.Contains($"(\"x\") {ofX}", Message(() => new Linear<double>(7, 2, new Generator(1)).Forward(x)));
        (Tensor y, string ofY) = (x * 2, $"(created at {Here()})");
        Assert.StartsWith($"The tensor of shape (2, 3) {ofY} is an interior tensor", Message(() => y.Sum().Backward()[y]));

        static string Message(Func<object> fails) => Assert.ThrowsAny<Exception>(fails).Message;
    }

    [Fact]
    public void Texts_OfATrace_SayWhereEachNodeWasMade()
    {
        using IDisposable scope = Diagnostics.SourceLines();
        (Tensor x, string ofX) = (Tensor.Variable(0, "x"), Here());
        (Tensor y, string ofY) = (x.Sqrt().Named("y"), Here());
        (Tensor l, string ofL) = ((y - 1).Log().Named("l"), Here());
        GraphTrace<double> trace = y.TraceGraph();

        Assert.Contains($"x = 0   variable   ({ofX})\n", trace.Explain());
        Assert.Contains($"y = √x = 0   ({ofY})\n", trace.Explain());
        Assert.Contains($"y = √x (created at {ofY}), where", trace.FirstNonFinite()!.Text);
        Assert.Contains($"l = ln(%3) (created at {ofL}), with", l.TraceGraph().FirstNonFinite()!.Text);
        using JsonDocument json = JsonDocument.Parse(trace.ToJson());
        Assert.Equal(ofY, json.RootElement.GetProperty("nodes")[1].GetProperty("source").GetString());
    }

    private static string Here([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => $"{Path.GetFileName(file)}:{line}";
}
