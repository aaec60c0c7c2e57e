using System.Globalization;
using System.Text;
using Autograd.Nn;

namespace Autograd.Tests.Faults;

/// <summary>
/// Tables in text: nothing that stands in a file is dropped in silence, be it a row, a field or half of one, and errors name the line and
/// the column where it stands. Numbers are rounded once, to their own type, in any culture.
/// </summary>
public sealed class TableTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("1,2\n3,4", ',')]
    [InlineData("1;2\r\n3;4\r\n", ';')]
    [InlineData("1\t2\r3\t4\r", '\t')]
    [InlineData("1 2\n3 4\n", ' ')]
    [InlineData("\uFEFF1,2\n\n  \n3,4\n\n", ',')]
    [InlineData("\n\r\n1,\"2\"\n \"3\" , \"4\" \n", ',')]
    [InlineData("\"1\";\" 2\"\r\n\t\"3\";4", ';')]
    [InlineData("\"1\"\t \"2\"\n3 \t 4", '\t')]
    [InlineData("\"1\",\"\n2\r\n\"\n3,\"4\r\"", ',')]
    public void Numbers_HoweverTheyAreSeparated_AreRead(string text, char separator)
    {
        Write(text);
        (string[] columns, Tensor<double> values) = Csv.Read<double>(path, header: false, separator);
        Assert.Equal([1, 2, 3, 4], values.ToArray());
        Assert.Equal([2, 2], values.Shape.Axes.ToArray());
        Assert.Empty(columns);
    }

    [Theory]
    [InlineData("a,\"b, \"\"c\"\"\nd\"\n1,2", ',', "a|b, \"c\"\nd")]
    [InlineData(" a b ,\" c \"\n1,2", ',', "a b| c ")]
    [InlineData("5\" disk,\n1,2", ',', "5\" disk|")]
    [InlineData("\"\"\"\";'b'\n1;2", ';', "\"|'b'")]
    [InlineData("Größe\tb\n1\t2", '\t', "Größe|b")]
    public void Names_WithQuotesAndLineBreaks_AreWhole(string text, char separator, string columns)
    {
        Write(text);
        (string[] names, Tensor<double> values) = Csv.Read<double>(path, separator: separator);
        Assert.Equal(columns.Split('|'), names);
        Assert.Equal([1, 2], values.ToArray());
    }

    [Theory]
    [InlineData("a,b\n\"1\"2,3", ',', "line 2, column a: after the quotes that began on line 2 comes '2'")]
    [InlineData("a,b\n1,\"2\" \"3\"", ',', "line 2, column b: after the quotes that began on line 2 comes '\"'")]
    [InlineData("a,\"b\"c\n1,2", ',', "line 1, column 2: after the quotes that began on line 1 comes 'c'")]
    [InlineData("a,b\n1,\"2\n3,4\n5,\"6\n", ',', "line 4, column b: after the quotes that began on line 2 comes '6'")]
    [InlineData("a,b\n1,\"2\n3,4\n", ',', "line 2, column b: the quotes that begin here never end")]
    [InlineData("a,\"b\n1,2\n", ',', "line 1, column 2: the quotes that begin here never end")]
    [InlineData("a,b\n1,2\n3,\"4\"\"", ',', "line 3, column b: the quotes that begin here never end")]
    [InlineData("a\tb\tc\n1\t\t3", '\t', "line 2, column b: \"\" is not a number")]
    [InlineData("a\tb\n\t2", '\t', "line 2, column a: \"\" is not a number")]
    [InlineData("a\tb\n1\t", '\t', "line 2, column b: \"\" is not a number")]
    [InlineData("a b c\n1  3", ' ', "line 2, column b: \"\" is not a number")]
    [InlineData("a,b\n,\n1,2", ',', "line 2, column a: \"\" is not a number")]
    [InlineData("a\tb\n1\t2\n\t\n3\t4", '\t', "line 3, column a: \"\" is not a number")]
    [InlineData("a;b\n1;2\n ; \n3;4", ';', "line 3, column a: \"\" is not a number")]
    [InlineData("a\n1\n\"\"\n2", ',', "line 3, column a: \"\" is not a number")]
    [InlineData("a,b\n1,2,\n", ',', "line 2: it has 3 fields, but the first row has 2")]
    [InlineData("\"a\n\",b\n\n1,x", ',', "line 4, column b: \"x\" is not a number")]
    [InlineData("a,b\r\n\"1\r\n\",x", ',', "line 3, column b: \"x\" is not a number")]
    [InlineData("a,b\r\"1\r\",2\r3,x", ',', "line 4, column b: \"x\" is not a number")]
    [InlineData("a,b\r\n\"1\n\n\",2\r\n3\r\n", ',', "line 5: it has 1 field, but the first row has 2")]
    [InlineData("a,b\n1,\"2,5\"", ',', "line 2, column b: \"2,5\" is not a number")]
    [InlineData("a,b\n1,1\0", ',', "line 2, column b: \"1\uFFFD\" is not a number")]
    [InlineData(",b\nx,1", ',', "line 2, column 1: \"x\" is not a number")]
    public void Mistakes_AreErrorsAtTheirPlace(string text, char separator, string part)
    {
        Write(text);
        string message = Assert.Throws<InvalidDataException>(() => Csv.Read<float>(path, separator: separator)).Message;
        Assert.StartsWith($"\"{path}\", {part}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2\n3,4")]
    [InlineData("\n\"1\", -2e-3\n3,4")]
    [InlineData("1,nan\n3,4")]
    [InlineData("1,\n3,4")]
    [InlineData(",\n3,4")]
    [InlineData("1,NA\n3,4")]
    [InlineData("x,2020\n3,4")]
    public void FirstRow_WithNumbersOrNothing_IsNotTakenForNamesInSilence(string text)
    {
        Write(text);
        string message = Assert.Throws<InvalidDataException>(() => Csv.Read<double>(path)).Message;
        Assert.Contains("header: false", message, StringComparison.Ordinal);
        Assert.Contains("header: true", message, StringComparison.Ordinal);
        Assert.Contains($"\"{path}\", line {(text[0] == '\n' ? 2 : 1)}", message, StringComparison.Ordinal);
        Assert.Equal([3, 4], Csv.Read<double>(path, header: true).Values.ToArray());
    }

    [Fact]
    public void FirstRow_ByWhatIsSaid_IsDataOrNames()
    {
        Write("2019,2020\n1,2\n");
        Assert.Equal(["2019", "2020"], Csv.Read<double>(path, header: true).Columns);
        Assert.Equal([2019, 2020, 1, 2], Csv.Read<double>(path, header: false).Values.ToArray());
        Write("a,b\n1,2\n");
        string message = Assert.Throws<InvalidDataException>(() => Csv.Read<double>(path, header: false)).Message;
        Assert.Contains("line 1, column 1: \"a\"", message, StringComparison.Ordinal);
        Write("a,b");
        Assert.Equal([0, 2], Csv.Read<double>(path).Values.Shape.Axes.ToArray());
    }

    [Theory]
    [InlineData("1.000000059604644775390626", 0x3F800001)] // half a unit above 1 and a little: in double it is the half, which is even
    [InlineData("1.000000178813934326171874", 0x3F800001)] // and a little below one and a half
    [InlineData("7.006492321624085354618e-46", 0)]
    [InlineData("7.00649232162408535462e-46", 1)] // half of the least float and a little
    [InlineData("340282356779733661637539395458142568447", 0x7F7FFFFF)]
    [InlineData("340282356779733661637539395458142568448", 0x7F800000)]
    [InlineData("-0.0", unchecked((int)0x80000000))]
    public void Floats_AreRoundedOnce(string text, int bits)
    {
        Write($"x\n{text}\n");
        Assert.Equal(bits, BitConverter.SingleToInt32Bits(Csv.Read<float>(path).Values.Item));
    }

    [Fact]
    public void Numbers_InAnyCultureAndWriting_AreTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in new[] { "de-DE", "tr-TR", "sv-SE", "ar-SA", "" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                Write("1.5,-2.5E-1,+.5,1.,inf,-Inf,+INF,infinity,-Infinity,NaN,-nan,1e400\n");
                Assert.Equal(
                    [
                        1.5, -0.25, 0.5, 1, double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity,
                        double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.NaN, double.PositiveInfinity,
                    ],
                    Csv.Read<double>(path, header: false).Values.ToArray());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Texts_OfOtherEncodings_AreReadByTheirMarkOrAnError()
    {
        foreach (Encoding encoding in new Encoding[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.UTF8 })
        {
            File.WriteAllText(path, "Größe,b\n1,2\n", encoding);
            Assert.Equal(["Größe", "b"], Csv.Read<double>(path).Columns);
        }

        foreach (byte[] mark in new byte[][] { [], [0xEF, 0xBB, 0xBF] })
        {
            File.WriteAllBytes(path, [.. mark, .. Encoding.Latin1.GetBytes("Größe,b\n1,2\n")]);
            string message = Assert.Throws<InvalidDataException>(() => Csv.Read<double>(path)).Message;
            Assert.Contains($"\"{path}\" is not a text in UTF-8", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('\r')]
    public void Separator_ThatIsAQuoteOrALineBreak_IsRefused(char separator) =>
        Assert.Throws<ArgumentException>(nameof(separator), () => Csv.Read<double>(path, separator: separator));

    private void Write(string text) => File.WriteAllText(path, text);
}
