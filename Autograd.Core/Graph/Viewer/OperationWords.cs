namespace Autograd;

/// <summary>What the best-known operations do to values and to gradients, in a sentence; of the others the formulas say it.</summary>
internal static class OperationWords
{
    /// <summary>What it computes, where that is not plain from the formula.</summary>
    public static Bilingual Forward(string operation) => operation switch
    {
        "Maximum" => new("The larger of the two.", "大きい方を取ります。"),
        "Minimum" => new("The smaller of the two.", "小さい方を取ります。"),
        "MatMul" => new("Rows times columns.", "行と列の積です。"),
        "Sum" => new("All elements along the axes are added.", "軸に沿って要素を合計します。"),
        "Broadcast" => new("The same elements are repeated.", "同じ要素を繰り返します。"),
        _ => new("", ""),
    };

    /// <summary>What it does to the gradient that comes back.</summary>
    public static Bilingual Backward(string operation) => operation switch
    {
        "Add" => new("A sum hands on to each side what comes back.", "足し算は、戻ってきた値をそのまま両方に渡します。"),
        "Subtract" => new(
            "A difference hands on what comes back, to its right side with the sign changed.", "引き算は、戻ってきた値を左にはそのまま、右には符号を変えて渡します。"),
        "Multiply" => new("A product hands back to each side what comes back, times the other side.", "掛け算は、戻ってきた値に相手の値を掛けて渡します。"),
        "Divide" => new("The larger the divisor, the less a change counts.", "割る数が大きいほど、変化の影響は小さくなります。"),
        "Maximum" => new("Only the larger side gets what comes back.", "大きい方だけに渡します。"),
        "Minimum" => new("Only the smaller side gets what comes back.", "小さい方だけに渡します。"),
        "Exp" => new("The exponential function is its own derivative.", "指数関数の微分は自分自身です。"),
        "MatMul" => new(
            "A matrix product hands back what comes back, times the other matrix, transposed so that the shapes fit.",
            "行列積は、形が合うように転置した相手の行列を掛けて渡します。"),
        "Sum" => new("Every element that was added gets the same back.", "足された要素すべてに同じ値を渡します。"),
        "Broadcast" => new("Each element was used several times, so what comes back is summed.", "各要素は何度も使われたので、戻ってきた値を合計します。"),
        _ => new("", ""),
    };
}
