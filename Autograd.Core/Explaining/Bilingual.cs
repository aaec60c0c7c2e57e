namespace Autograd.Explaining;

/// <summary>A text in English and in Japanese; pages have both, and show one.</summary>
/// <param name="English">The English text, for pages as HTML.</param>
/// <param name="Japanese">The Japanese text, for pages as HTML.</param>
internal readonly record struct Bilingual(string English, string Japanese)
{
    /// <summary>The text in one language.</summary>
    public string In(Language language) => language == Language.English ? English : Japanese;

    /// <summary>Both, each in an element with its language.</summary>
    public override string ToString() =>
        English == Japanese ? English : $"<i lang=\"en\">{English}</i><i lang=\"ja\">{Japanese}</i>";

    /// <summary>The label that screen readers read: that of the page's first language, and the other for the switch.</summary>
    public string Spoken(Language language)
    {
        (string first, string other) = language == Language.English ? (English, Japanese) : (Japanese, English);
        return first == other ? $"aria-label=\"{first}\"" : $"aria-label=\"{first}\" data-other=\"{other}\"";
    }
}
