using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Tests;

/// <summary>
/// A random equation with shapes that fit it: as a user writes it, and expanded, that is with letters in place of ellipses and with
/// the result given.
/// </summary>
public sealed record EinsumCase(string Equation, string Expanded, Shape[] Shapes)
{
    private const string Letters = "abcXY", EllipsisLetters = "uvw";

    public override string ToString() => $"Einsum(\"{Equation}\") of {string.Join(", ", Shapes)}";

    public static Arbitrary<EinsumCase> Arbitrary() =>
        Arb.From(Gen.Choose(0, int.MaxValue).Select(seed => Draw(new Random(seed))), einsum => einsum.Shrink());

    private static EinsumCase Draw(Random random)
    {
        Dictionary<char, int> extents = (Letters + EllipsisLetters).ToDictionary(
            label => label, _ => random.Next(12) == 0 ? 0 : random.Next(1, 4));
        int operands = random.Next(1, 5), most = random.Next(4); // most axes that an ellipsis stands for
        string[] terms = new string[operands], expanded = new string[operands];
        var shapes = new Shape[operands];
        for (int i = 0; i < operands; i++)
        {
            string labels = string.Concat(random.Next(4).Times(() => Letters[random.Next(Letters.Length)]));
            int at = random.Next(labels.Length + 1), count = random.Next(most + 1);
            bool isOpen = random.Next(2) == 0;
            terms[i] = isOpen ? labels.Insert(at, random.Next(2) == 0 ? "..." : "…") : labels;
            expanded[i] = isOpen ? labels.Insert(at, EllipsisLetters[(EllipsisLetters.Length - count)..]) : labels;
            string stretched = string.Concat(expanded[i].Distinct().Where(_ => random.Next(8) == 0));
            shapes[i] = [.. expanded[i].Select(label => stretched.Contains(label) ? 1 : extents[label])];
        }

        string used = string.Concat(string.Concat(expanded).Distinct()), ellipsis = string.Concat(EllipsisLetters.Where(used.Contains));
        string inputs = string.Join(random.Next(4) == 0 ? " , " : ",", terms);
        if (random.Next(3) == 0)
        {
            var once = used.Where(label => Letters.Contains(label) && string.Concat(terms).Count(label.Equals) == 1).Order();
            return new EinsumCase(inputs, $"{string.Join(',', expanded)}->{ellipsis}{string.Concat(once)}", shapes);
        }

        char[] result = [.. used.Where(label => Letters.Contains(label) && random.Next(2) == 0)];
        random.Shuffle(result);
        int before = random.Next(result.Length + 1);
        string dots = ellipsis.Length > 0 || terms.Any(term => term.Contains('…')) ? "…" : "";
        return new EinsumCase(
            $"{inputs}->{new string(result).Insert(before, dots)}",
            $"{string.Join(',', expanded)}->{new string(result).Insert(before, ellipsis)}", shapes);
    }

    /// <summary>The same equation with one label of extent 1.</summary>
    private IEnumerable<EinsumCase> Shrink()
    {
        string[] terms = Expanded.Split("->")[0].Split(',');
        foreach (char label in string.Concat(terms).Distinct())
        {
            Shape[] smaller = [.. Shapes.Select((shape, i) =>
                Shape.Create([.. shape.Axes.ToArray().Select((extent, axis) => terms[i][axis] == label ? 1 : extent)]))];
            if (!smaller.SequenceEqual(Shapes))
            {
                yield return this with { Shapes = smaller };
            }
        }
    }
}
