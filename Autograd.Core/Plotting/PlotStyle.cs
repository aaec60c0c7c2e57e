namespace Autograd.Plotting;

/// <summary>
/// Colours for light and dark paper, told apart by people who are colour-blind, each line with dashes of its own and each point with a
/// form of its own: colour alone says nothing. No CSS variables: only browsers know them.
/// </summary>
internal static class PlotStyle
{
    /// <summary>How many colours there are.</summary>
    public const int Colours = 6;

    public const string Css = """
        .autograd-plot{color-scheme:light dark;font-family:system-ui,sans-serif}
        .autograd-plot .paper{fill:#ffffff}
        .autograd-plot .title,.autograd-plot .ink{fill:#1b1f24}
        .autograd-plot .title{font-weight:600}
        .autograd-plot .quiet{fill:#57606a}
        .autograd-plot .tick{font-variant-numeric:tabular-nums}
        .autograd-plot .halo{fill:#1b1f24;stroke:#ffffff;stroke-width:4;stroke-linejoin:round;paint-order:stroke}
        .autograd-plot .grid{fill:none;stroke:#e3e7eb}
        .autograd-plot .zero,.autograd-plot .axis{fill:none;stroke:#a4adb6}
        .autograd-plot .line,.autograd-plot .arrow,.autograd-plot .contour{fill:none;stroke:currentColor;stroke-linejoin:round}
        .autograd-plot .line{stroke-width:2;stroke-linecap:round}
        .autograd-plot .arrow{stroke-width:1.5;stroke-linecap:round}
        .autograd-plot .contour{stroke-width:1.4}
        .autograd-plot .bar,.autograd-plot .point{fill:currentColor;stroke:#ffffff}
        .autograd-plot .region{fill:currentColor;fill-opacity:.22;shape-rendering:crispEdges}
        .autograd-plot .s0{color:#0067b0}
        .autograd-plot .s1{color:#c94f00}
        .autograd-plot .s2{color:#00805c}
        .autograd-plot .s3{color:#b0408a}
        .autograd-plot .s4{color:#8a6a00}
        .autograd-plot .s5{color:#5a4fcf}
        .autograd-plot .line.d1{stroke-dasharray:7 5}
        .autograd-plot .line.d2{stroke-dasharray:2 5}
        .autograd-plot .line.d3{stroke-dasharray:10 4 2 4}
        @media (prefers-color-scheme:dark){
        .autograd-plot .paper{fill:#0d1117}
        .autograd-plot .title,.autograd-plot .ink{fill:#e6edf3}
        .autograd-plot .quiet{fill:#9aa5b1}
        .autograd-plot .halo{fill:#e6edf3;stroke:#0d1117}
        .autograd-plot .grid{stroke:#232a33}
        .autograd-plot .zero,.autograd-plot .axis{stroke:#5b6673}
        .autograd-plot .bar,.autograd-plot .point{stroke:#0d1117}
        .autograd-plot .s0{color:#5cb8f5}
        .autograd-plot .s1{color:#ff9a57}
        .autograd-plot .s2{color:#3fd39b}
        .autograd-plot .s3{color:#ee9ccd}
        .autograd-plot .s4{color:#e3c34a}
        .autograd-plot .s5{color:#b4a8ff}
        }

        """;

    public static string Series(int style) => $"s{style % Colours} d{style % 4}";

    /// <summary>A circle, a square, a triangle or a diamond.</summary>
    public static string Mark(int style, double x, double y)
    {
        string at = $"M{Svg.Number(x)} {Svg.Number(y)}";
        return (style % 4) switch
        {
            0 => at + "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
            1 => at + "m-3.5-3.5h7v7h-7z",
            2 => at + "m0-4.5l4.5 8h-9z",
            _ => at + "m0-5l5 5l-5 5l-5-5z",
        };
    }
}
