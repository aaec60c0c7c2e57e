#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// Why are gradients added where a value is used several times?

using Autograd;
using Tensor = Autograd.Tensor<double>;

// y = x * x + x uses x three times. Pretend that the three uses are three different variables.
Tensor a = Tensor.Variable(3, "a"), b = Tensor.Variable(3, "b"), c = Tensor.Variable(3, "c");
var uses = (a * b + c).Backward();
Console.WriteLine($"gradient of each use of x: {uses[a]}, {uses[b]} and {uses[c]}");

// They are one variable: when x moves, all its uses move at once, and to first order their effects on y add up.
Tensor x = Tensor.Variable(3, "x");
Console.WriteLine($"gradient of x: {(x * x + x).Backward()[x]}");

// Nudge the uses one by one, then all together: the effects of the single nudges sum to that of the common one, but for 0.001^2.
static double F(double a, double b, double c) => (a * b) + c;
double h = 0.001, y = F(3, 3, 3);
Console.WriteLine();
Console.WriteLine($"only the 1st use up by {h}: y rises by {F(3 + h, 3, 3) - y:F6}");
Console.WriteLine($"only the 2nd use up by {h}: y rises by {F(3, 3 + h, 3) - y:F6}");
Console.WriteLine($"only the 3rd use up by {h}: y rises by {F(3, 3, 3 + h) - y:F6}");
Console.WriteLine($"all three uses up by {h}:   y rises by {F(3 + h, 3 + h, 3 + h) - y:F6}");

// So the gradient is a sum over all paths from x to the result. Adding up at each node does that without walking the paths:
// here 2^50 of them, in 50 steps.
Tensor doubled = x;
for (int i = 0; i < 50; i++)
{
    doubled += doubled;
}

Console.WriteLine();
Console.WriteLine($"x doubled 50 times has 2^50 paths to x: gradient {doubled.Backward()[x]}, which is 2^50");

if (args.Contains("--html"))
{
    Tensor two = x + x, four = two + two, eight = four + four;
    new Lesson("Why gradients are added", "なぜ勾配を足すのですか")
        .Text(
            "y = x·x + x uses x three times. Pretend at first that the three uses are three variables a, b and c, which all happen to be "
            + "3. Each has a gradient of its own: 3, 3 and 1.",
            "y = x·x + x は x を三回使います。まず、三つの x を、たまたまどれも 3 である別々の変数 a、b、c だと考えます。"
            + "それぞれの勾配は 3、3、1 です。")
        .Trace((a * b + c).Named("y").TraceGraph())
        .Text(
            "But they are one variable. When x moves by a little, all three uses move at once, and their effects on y add up: 0.003 + "
            + "0.003 + 0.001 = 0.007 for a nudge of 0.001. So the gradient of x is 3 + 3 + 1 = 7.",
            "しかし、実際は一つの変数です。x が少し動くと三か所が同時に動き、y への影響は足し合わされます。"
            + "x を 0.001 動かすと 0.003 + 0.003 + 0.001 = 0.007 です。ですから x の勾配は 3 + 3 + 1 = 7 になります。")
        .Trace((x * x + x).Named("y").TraceGraph())
        .Picture(
            Plot.Function(x => x * x + x, -4, 4, "x·x + x"),
            "The derivative 2x + 1 is 7 at x = 3.",
            "導関数 2x + 1 は、x = 3 で 7 です。")
        .Heading("A sum over all paths", "すべての道についての和")
        .Text(
            "Each doubling `doubled += doubled` doubles the number of paths back to x. After three doublings there are 8 paths, after "
            + "fifty 2⁵⁰. Adding up at each node gives the sum over all of them in fifty steps, without walking a single path.",
            "`doubled += doubled` のたびに、x へ戻る道の数は 2 倍になります。三回で 8 本、五十回で 2⁵⁰ 本です。"
            + "各ノードで足していけば、道を一本ずつたどらなくても、五十歩ですべての道の和が得られます。")
        .Trace(eight.Named("8x").TraceGraph())
        .SaveHtml("04-fan-out.html");
}
