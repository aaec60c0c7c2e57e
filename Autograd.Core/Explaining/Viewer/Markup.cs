using System.Text;

namespace Autograd.Explaining;

/// <summary>Text of HTML or SVG that grows.</summary>
internal sealed class Markup
{
    private readonly StringBuilder text = new();

    /// <summary>Appends a part.</summary>
    public Markup Add(string part)
    {
        text.Append(part);
        return this;
    }

    /// <summary>All of it.</summary>
    public override string ToString() => text.ToString();
}
