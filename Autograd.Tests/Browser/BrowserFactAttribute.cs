namespace Autograd.Tests.Browser;

/// <summary>A fact about a page in Chromium, which is skipped, visibly, where no Chromium is on the PATH.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Missing;
}

/// <summary>A theory about pages in Chromium, which is skipped, visibly, where no Chromium is on the PATH.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
