using System.Numerics;

namespace Autograd.Explaining;

/// <summary>What the best-known operations do to values and to gradients, in a sentence; of the others the formulas say it.</summary>
internal static class OperationWords
{
    /// <summary>What it computes, where that is not plain from the formula.</summary>
    public static Bilingual Forward<T>(Primitive<T> operation)
        where T : unmanaged, IFloatingPointIeee754<T> => NameOf(operation) switch
        {
            "Maximum" => new("The larger of the two.", "大きい方を取ります。"),
            "Minimum" => new("The smaller of the two.", "小さい方を取ります。"),
            "MatMul" => new("Rows times columns.", "行と列の積です。"),
            "Sum" => new("All elements along the axes are added.", "軸に沿って要素を合計します。"),
            "Broadcast" => new("The same elements are repeated.", "同じ要素を繰り返します。"),
            "Select" => new("For each element the one or the other, as the mask says.", "要素ごとに、マスクに従って一方を選びます。"),
            "Reshape" => new("The same elements in another shape.", "同じ要素を別の形に並べます。"),
            "Permute" => new("The axes change places.", "軸を入れ替えます。"),
            "Slice" => new("A part of the elements.", "要素の一部を取り出します。"),
            "Gather" or "Windows" or "Diagonal" => new("Chosen elements; one can be chosen several times.", "要素を選びます。同じ要素を何度選んでもかまいません。"),
            "Concatenate" => new("One after the other.", "順につなげます。"),
            "CumulativeSum" => new("The sums so far.", "そこまでの合計です。"),
            "Recurrence" => new("Each is a times the one before, plus b.", "直前の値に a を掛け、b を足します。"),
            "Max" => new("The largest along the axes.", "軸に沿って最大の要素を取ります。"),
            "Min" => new("The smallest along the axes.", "軸に沿って最小の要素を取ります。"),
            "Sort" => new("In ascending order.", "小さい順に並べます。"),
            _ => new("", ""),
        };

    /// <summary>What it does to the gradient that comes back.</summary>
    public static Bilingual Backward<T>(Primitive<T> operation)
        where T : unmanaged, IFloatingPointIeee754<T> => NameOf(operation) switch
        {
            "Add" => new(
                "If one side grows by 1, so does the sum; so each gets what comes back, unchanged.",
                "一方が 1 増えると和も 1 増えるので、戻ってきた値をそのまま渡します。"),
            "Subtract" => new(
                "The left side gets what comes back, the right side with the sign changed.", "引き算は、戻ってきた値を左にはそのまま、右には符号を変えて渡します。"),
            "Multiply" => new(
                "If one factor grows by 1, the product grows by the other; so each gets what comes back, times the other.",
                "一方が 1 増えると積は相手の値だけ増えるので、戻ってきた値に相手の値を掛けて渡します。"),
            "Divide" => new("The larger the divisor, the less a change counts.", "割る数が大きいほど、変化の影響は小さくなります。"),
            "Maximum" => new("Only the larger side gets what comes back.", "大きい方だけに渡します。"),
            "Minimum" => new("Only the smaller side gets what comes back.", "小さい方だけに渡します。"),
            "Exp" => new("The exponential function is its own derivative.", "指数関数の微分は自分自身です。"),
            "MatMul" => new(
                "Each matrix gets what comes back times the other one, transposed so that the shapes fit.",
                "行列積は、形が合うように転置した相手の行列を掛けて渡します。"),
            "Sum" => new("Every element that was added gets the same back.", "足された要素すべてに同じ値を渡します。"),
            "Broadcast" => new("Each element was used several times, so what comes back is summed.", "各要素は何度も使われたので、戻ってきた値を合計します。"),
            "Select" => new("Only the side that was chosen gets what comes back; the other gets 0.", "選ばれた方だけに渡し、他方には 0 を渡します。"),
            "Reshape" => new("What comes back is put into the old shape.", "戻ってきた値を元の形に並べ直します。"),
            "Permute" => new("The axes change back.", "軸を元に戻します。"),
            "Slice" => new("What comes back goes to where it was taken from; all else gets 0.", "戻ってきた値を元の場所に置き、他は 0 にします。"),
            "Gather" or "Windows" or "Diagonal" => new(
                "What comes back is added where it was taken from; all else gets 0.", "戻ってきた値を元の場所に加え、他は 0 にします。"),
            "Concatenate" => new("Each gets its own part of what comes back.", "それぞれに自分の部分を渡します。"),
            "CumulativeSum" => new(
                "Each element is in all later sums, so it gets what comes back from all of them.", "各要素は後の合計すべてに入るので、それらの分を合計して渡します。"),
            "Recurrence" => new(
                "Each element is in all later ones, so it gets what comes back from all of them.", "各要素は後の要素すべてに入るので、それらの分を合計して渡します。"),
            "Max" or "Min" => new("Only the winner gets what comes back; equals share it.", "選ばれた要素だけに渡します。等しい要素は分け合います。"),
            "Sort" => new("What comes back goes to where each element came from.", "戻ってきた値を各要素の元の場所に戻します。"),
            _ => new("", ""),
        };

    /// <summary>The name; of somebody else's primitive nothing is known, whatever it is called.</summary>
    private static string NameOf<T>(Primitive<T> operation)
        where T : unmanaged, IFloatingPointIeee754<T> => operation.IsOurs ? operation.Name : "";
}
