using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>How a reader has set up the browser in which a page is opened.</summary>
public sealed record OpenOptions
{
    /// <summary>Whether scripts of the page run. Those of a test, by <c>EvaluateAsync</c>, always do.</summary>
    public bool JavaScript { get; init; } = true;

    public ColorScheme ColorScheme { get; init; } = ColorScheme.Light;

    public ReducedMotion ReducedMotion { get; init; } = ReducedMotion.NoPreference;

    /// <summary>The width of the viewport in CSS pixels.</summary>
    public int Width { get; init; } = 1280;

    /// <summary>The height of the viewport in CSS pixels.</summary>
    public int Height { get; init; } = 720;

    public string Locale { get; init; } = "en-US";

    /// <summary>
    /// Whether the page's Content-Security-Policy is ignored. Only for <see cref="Accessibility"/>, should a policy ever refuse its
    /// script: elsewhere the policy is a part of what is tested.
    /// </summary>
    public bool BypassCsp { get; init; }
}
