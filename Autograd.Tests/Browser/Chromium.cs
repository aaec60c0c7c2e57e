using Microsoft.Playwright;

[assembly: AssemblyTrait("Category", "Slow")]

namespace Autograd.Tests.Browser;

/// <summary>
/// The Chromium of this machine, started once for all classes marked <c>[Collection(nameof(Chromium))]</c>, which take it as an argument
/// of their constructor. Nothing is downloaded: Playwright brings its driver in its package and is told where the browser is.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // Root may not use the sandbox; the rest is what a browser does by itself and a test does not want.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where the browser is, null if there is none.</summary>
    public static string? Executable { get; } = Find(Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Why tests in a browser are skipped, null if they are not.</summary>
    public static string? Missing => Executable is null ? "no chromium on the PATH: apt-get install chromium" : null;

    /// <summary>The first browser in the folders of a PATH, null if there is none.</summary>
    public static string? Find(string? path) =>
        (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => Names, (folder, name) => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name))
            .FirstOrDefault(File.Exists);

    /// <summary>
    /// Opens a page from a file, in a context of its own which is offline, and returns when it and what it refers to is loaded. Dispose of
    /// it with <c>await using</c>.
    /// </summary>
    public async Task<OpenedPage> OpenAsync(string html, OpenOptions? options = null)
    {
        if (browser is null)
            throw new InvalidOperationException($"There is {Missing ?? "no browser yet"}. Tests in a browser are marked [BrowserFact].");

        options ??= new OpenOptions();
        IBrowserContext context = await browser.NewContextAsync(new()
        {
            JavaScriptEnabled = options.JavaScript,
            ColorScheme = options.ColorScheme,
            ReducedMotion = options.ReducedMotion,
            ViewportSize = new() { Width = options.Width, Height = options.Height },
            Locale = options.Locale,
            BypassCSP = options.BypassCsp,
        });

        return await OpenedPage.OpenAsync(context, html, options.JavaScript);
    }

    // A fixture is made even where all its tests are skipped.
    async Task IAsyncLifetime.InitializeAsync()
    {
        if (Executable is null)
            return;

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments, Headless = true });
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();

        playwright?.Dispose();
    }
}

/// <summary>Makes one <see cref="Chromium"/> for the classes of this collection, whose tests run one after another.</summary>
[CollectionDefinition(nameof(Chromium))]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>;
