using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Autograd.Tests;

/// <summary>What the page of an example has to be: whole, in two languages, without the network, with something to see, and true.</summary>
internal static partial class LessonPage
{
    /// <summary>Looks at a page.</summary>
    /// <param name="html">Its text.</param>
    /// <param name="program">The text of the example that wrote it.</param>
    /// <param name="printed">What the example printed.</param>
    public static void Check(string html, string program, string printed)
    {
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        XElement page = Parse(html);

        Assert.Equal("en", page.Attribute("lang")?.Value);
        XElement main = page.Descendants(page.Name.Namespace + "main").Single();
        Assert.Contains(main.Descendants(), element => element.Name.LocalName == "figure" || element.Attribute("class")?.Value == "trace");
        Assert.NotEmpty(main.Elements("p"));
        AssertBothLanguages(page);
        AssertNoAddress(html);
        AssertCodeIsOfTheProgram(main, program, printed);
    }

    /// <summary>HTML that is XML as well, but for scripts and styles, whose content HTML takes as it is.</summary>
    private static XElement Parse(string html)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(Raw().Replace(html, "$1$3")), settings);
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    /// <summary>Each English text is followed by one in Japanese, with Japanese letters; prose without a translation is none.</summary>
    private static void AssertBothLanguages(XElement page)
    {
        XElement[] texts = [.. page.Descendants("i").Where(text => text.Attribute("lang")?.Value is "en" or "ja")];
        Assert.NotEmpty(texts);
        Assert.All(texts.Chunk(2), pair =>
        {
            Assert.Equal(["en", "ja"], pair.Select(text => text.Attribute("lang")!.Value));
            Assert.Same(pair[1], pair[0].NextNode);
            Assert.Matches("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsCJKUnifiedIdeographs}]", pair[1].Value);
        });
        Assert.All(
            page.Descendants("main").Single().Elements().Where(element => element.Name.LocalName is "p" or "h2"),
            element => Assert.Equal(["en", "ja"], element.Elements("i").Select(text => text.Attribute("lang")?.Value)));
    }

    private static void AssertNoAddress(string html) => Assert.All(
        Address().Matches(html), address => Assert.Equal(
            "xmlns=", html.Substring(Math.Max(0, address.Index - 7), 6)));

    /// <summary>What a lesson shows as code stands in the program outside of the lesson, or is printed by it.</summary>
    private static void AssertCodeIsOfTheProgram(XElement main, string program, string printed)
    {
        Assert.Single(LessonPart().Matches(program));
        string source = LessonPart().Replace(program, "") + printed;
        IEnumerable<string> lines = main.Elements("pre").SelectMany(code => code.Value.Split('\n'));
        Assert.All(lines, line => Assert.Contains(line.Trim(), source, StringComparison.Ordinal));
    }

    [GeneratedRegex("(<(script|style)>).*?(</\\2>)", RegexOptions.Singleline)]
    private static partial Regex Raw();

    [GeneratedRegex("https?://")]
    private static partial Regex Address();

    [GeneratedRegex("""^if \(args\.Contains\("--html"\)\)\n\{\n.*?^\}\n""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex LessonPart();
}
