using System.Globalization;
using System.Text;

namespace Autograd.Bench;

/// <summary>Tables in Markdown whose columns are aligned, so that they read as well in a terminal.</summary>
internal static class Table
{
    /// <summary>Every row of a comparison.</summary>
    public static string Of(IEnumerable<Row> rows) => Of(
        ["row", "peer", "ours", "ours ÷ peer", "at most", "met", "compared with"],
        rows.Select(row => new[]
        {
            row.Name, Number(row.Peer), Number(row.Ours), Number(row.Ratio, 3), row.Target is null ? "" : Number(row.Target.AtMost, 3),
            Sign(row.IsMet), row.StandIn is null ? "" : $"our {row.StandIn}",
        }), 1..5);

    /// <summary>The targets, each with the best and the worst of its rows.</summary>
    public static string OfTargets(IReadOnlyCollection<Row> rows) => Of(
        ["workload", "at most", "best", "worst", "met"],
        rows.Where(row => row.IsMet is not null).GroupBy(row => row.Target!).Select(group =>
        {
            double[] values = [.. group.Select(row => row.Ratio ?? row.Ours!.Value).Order()];
            return new[]
            {
                group.Key.Workload, Number(group.Key.AtMost, 3), Number(values[0], 3), Number(values[^1], 3),
                Sign(group.All(row => row.IsMet == true)),
            };
        }), 1..4);

    /// <summary>A table with a head; the columns in the range are numbers, aligned on the right.</summary>
    public static string Of(string[] head, IEnumerable<string[]> body, Range numbers)
    {
        string[][] lines = [head, .. body];
        int[] widths = [.. head.Select((_, column) => lines.Max(line => line[column].Length))];
        bool[] isNumber = [.. head.Select((_, column) => column >= numbers.Start.Value && column < numbers.End.Value)];
        var text = new StringBuilder();
        foreach (string[] line in lines)
        {
            IEnumerable<string> cells = line.Select((cell, i) => isNumber[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
            if (line == head)
            {
                IEnumerable<string> rules = widths.Select((width, i) => isNumber[i] ? ":".PadLeft(width, '-') : new string('-', width));
                text.Append("| ").AppendJoin(" | ", rules).AppendLine(" |");
            }
        }

        return text.ToString();
    }

    /// <summary>So many significant digits, never with an exponent; a dash for nothing.</summary>
    public static string Number(double? value, int digits = 4)
    {
        if (value is not { } number)
        {
            return "–";
        }

        int integers = number == 0 ? 1 : (int)Math.Floor(Math.Log10(Math.Abs(number))) + 1;
        return Math.Round(number, Math.Clamp(digits - integers, 0, 15)).ToString("0.##########", CultureInfo.InvariantCulture);
    }

    private static string Sign(bool? met) => met switch { null => "", true => "✓", false => "✗" };
}
