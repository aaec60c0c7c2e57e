namespace Autograd;

/// <summary>The language of what learners read.</summary>
public enum Language
{
    /// <summary>English.</summary>
    English,

    /// <summary>Japanese, 日本語.</summary>
    Japanese,
}
