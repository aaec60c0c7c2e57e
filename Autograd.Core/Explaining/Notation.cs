namespace Autograd;

/// <summary>A way of writing formulas.</summary>
public enum Notation
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>LaTeX, for an aligned environment.</summary>
    Latex,
}
