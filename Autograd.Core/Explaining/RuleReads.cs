using System.Numerics;

namespace Autograd.Explaining;

/// <summary>
/// Which values the rule of a node reads, observed: the rule is recorded on variables in the places of the operands, and what its gradients
/// were computed from is what it read.
/// </summary>
internal static class RuleReads
{
    /// <summary>For each input whether the way back reads its values, and then for the result.</summary>
    public static bool[] Of<T>(Tensor<T> node)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Primitive<T> operation = node.Operation!;
        Tensor<T>[] inputs = [.. node.Inputs.Select(input => input.AsVariable())];
        Tensor<T> output = Tensor<T>.Apply(operation, inputs);
        bool[] wants = [.. node.Inputs.Select(input => input.IsTracked)];
        var gradients = new Tensor<T>?[inputs.Length];
        Tensor<T> gy = Tensor<T>.Ones(output.Shape).AsVariable(); // so that masks are recorded, which are constants
        operation.Vjp(new Operands<T>(output, wants, record: true), gy, gradients);

        Tensor<T>[] operands = [.. inputs, output];
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
