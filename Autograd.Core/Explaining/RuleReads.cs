using System.Numerics;

namespace Autograd.Explaining;

/// <summary>Which values the rule of a node reads, observed while it runs once more. What a derivative detaches is not seen.</summary>
internal static class RuleReads
{
    /// <summary>For each input whether the way back reads its values, and then for the result.</summary>
    public static bool[] Of<T>(Tensor<T> node)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // On variables, the gradient too, so that all that the rule computes is recorded, its masks as well.
        Tensor<T> again = Tensor<T>.Apply(node.Operation!, [.. node.Inputs.Select(input => input.AsVariable())]);
        Tensor<T> gy = Tensor<T>.Ones(node.Shape).AsVariable();
        bool[] wants = [.. node.Inputs.Select(input => input.IsTracked)], touched = new bool[wants.Length + 1];
        var gradients = new Tensor<T>?[wants.Length];
        node.Operation!.Vjp(new Operands<T>(again, wants, record: true, touched: touched), gy, gradients);

        // The family of elementwise functions takes all operands for the derivative, whose record says which were read.
        return node.Operation is Elementwise<T> ? Recorded([.. again.Inputs, again], gradients) : touched;
    }

    /// <summary>Which of the operands the gradients were computed from.</summary>
    private static bool[] Recorded<T>(Tensor<T>[] operands, Tensor<T>?[] gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var seen = new HashSet<Tensor<T>>();
        var next = new Stack<Tensor<T>>(gradients.OfType<Tensor<T>>());
        while (next.TryPop(out Tensor<T>? tensor))
        {
            if (seen.Add(tensor) && Array.IndexOf(operands, tensor) < 0)
            {
                tensor.Inputs.ToList().ForEach(next.Push);
            }
        }

        return [.. operands.Select(seen.Contains)];
    }
}
