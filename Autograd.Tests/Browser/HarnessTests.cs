using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>That the tests in a browser can fail: each thing that they watch for happens here.</summary>
[Collection(nameof(Chromium))]
public class HarnessTests(Chromium chromium)
{
    private const string Policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">""";

    [BrowserFact]
    public async Task Open_SoundPage_HasNoErrorsRequestsOrViolations()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html("<p>Fine: 日本語</p><script>document.title += '!'</script>"));

        Assert.Equal("Fine: 日本語", await opened.Page.InnerTextAsync("p"));
        Assert.Equal("Page!", await opened.Page.TitleAsync());
        Assert.StartsWith("file:///", opened.Page.Url, StringComparison.Ordinal);
        Assert.Empty(await Accessibility.Violations(opened.Page));
        Assert.Empty(opened.Errors);
        Assert.Empty(opened.Requests);
    }

    [BrowserFact]
    public async Task Errors_ConsoleAndUncaught_AreCaught()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html("""
            <script>console.error('said', 1); console.warn('a warning')</script>
            <script>throw new RangeError('thrown')</script>
            <script>Promise.reject(new TypeError('rejected'))</script>
            """));

        Assert.Equal(3, opened.Errors.Count);
        Assert.Contains("said 1", opened.Errors);
        Assert.Contains(opened.Errors, error => error.Contains("RangeError: thrown", StringComparison.Ordinal));
        Assert.Contains(opened.Errors, error => error.Contains("TypeError: rejected", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Errors_AfterAClick_AreCaught()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html("<button onclick='missing()'>Go</button>"));
        Assert.Empty(opened.Errors);

        await opened.Page.ClickAsync("button");

        Assert.Contains("missing is not defined", Assert.Single(opened.Errors), StringComparison.Ordinal);
    }

    /// <summary>The server is on this machine and listens, so nothing but the browser's being offline keeps the page from it.</summary>
    [BrowserTheory]
    [InlineData("<img src='http://ADDRESS/a.png' alt=''>")]
    [InlineData("<link rel='stylesheet' href='http://ADDRESS/a.css'>")]
    [InlineData("<script src='http://ADDRESS/a.js'></script>")]
    [InlineData("<script>fetch('http://ADDRESS/a')</script>")]
    [InlineData("<script>new WebSocket('ws://ADDRESS/a')</script>")]
    public async Task Requests_ToTheNetwork_AreRecordedAndFail(string element)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        string address = server.LocalEndpoint.ToString()!;

        await using OpenedPage opened = await chromium.OpenAsync(Html(element.Replace("ADDRESS", address, StringComparison.Ordinal)));
        await Until(() => opened.Errors.Count > 0);

        Assert.Contains($"://{address}/a", Assert.Single(opened.Requests), StringComparison.Ordinal);
        Assert.Contains(opened.Errors, error => error.Contains("net::ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal));
        Assert.False(server.Pending());
    }

    /// <summary>Of a frame that did not come the console says nothing.</summary>
    [BrowserFact]
    public async Task Requests_OfAFrame_AreRecordedAndFail()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html("<iframe src='http://127.0.0.1:9999/a.html' title='a'></iframe>"));

        Assert.Equal("http://127.0.0.1:9999/a.html", Assert.Single(opened.Requests));
        Assert.StartsWith("chrome-error:", opened.Page.Frames[1].Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Requests_ForAFileBeside_AreRecorded()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html("<img src='beside.png' alt=''>"));

        Assert.Equal(opened.Address.Replace("page.html", "beside.png", StringComparison.Ordinal), Assert.Single(opened.Requests));
    }

    [BrowserFact]
    public async Task Violations_ImageWithoutAlternative_IsFound()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"));

        string violation = Assert.Single(await Accessibility.Violations(opened.Page));

        Assert.StartsWith("image-alt (critical) at img: Images must have alternative text (", violation, StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData(ColorScheme.Light, 0)]
    [InlineData(ColorScheme.Dark, 1)]
    public async Task Violations_TooLittleContrastInTheDark_IsFoundThere(ColorScheme scheme, int violations)
    {
        const string Style = "<style>@media (prefers-color-scheme: dark) { body { background: #222 } h1 { color: #fff } }</style>";

        await using OpenedPage opened = await chromium.OpenAsync(Html("<p>Dim</p>", Style), new() { ColorScheme = scheme });

        Assert.Equal(violations, (await Accessibility.Violations(opened.Page)).Count);
    }

    [BrowserFact]
    public async Task Policy_ForbiddenScript_IsAnErrorAndDoesNotRun()
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html("<script>document.title = 'changed'</script>", Policy));

        Assert.Equal("Page", await opened.Page.TitleAsync());
        Assert.Contains("Content Security Policy", Assert.Single(opened.Errors), StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Policy_StrictestOrBypassed_LetsAxeIn(bool bypass)
    {
        await using OpenedPage opened = await chromium.OpenAsync(Html("<img src='data:,'>", Policy), new() { BypassCsp = bypass });
        Assert.Equal(bypass, opened.Errors.Count == 0);

        Assert.Contains("image-alt", Assert.Single(await Accessibility.Violations(opened.Page)), StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData(true, "script")]
    [InlineData(false, "none")]
    public async Task JavaScript_OnOrOff_IsWhatThePageSees(bool on, string expected)
    {
        await using OpenedPage opened = await chromium.OpenAsync(
            Html("<p>none</p><script>document.querySelector('p').textContent = 'script'</script>"), new() { JavaScript = on });

        Assert.Equal(expected, await opened.Page.InnerTextAsync("p"));
        Assert.Equal(3, await opened.Page.EvaluateAsync<int>("1 + 2"));
    }

    [BrowserFact]
    public async Task Options_All_AreWhatThePageSees()
    {
        const string Seen = """
            [matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('(prefers-reduced-motion: reduce)').matches,
                innerWidth, innerHeight, navigator.language, navigator.onLine, (1.5).toLocaleString()].join(' ')
            """;
        var options = new OpenOptions
        {
            ColorScheme = ColorScheme.Dark,
            ReducedMotion = ReducedMotion.Reduce,
            Width = 320,
            Height = 640,
            Locale = "de-DE",
        };

        await using OpenedPage plain = await chromium.OpenAsync(Html(""));
        await using OpenedPage other = await chromium.OpenAsync(Html(""), options);

        Assert.Equal("false false 1280 720 en-US false 1.5", await plain.Page.EvaluateAsync<string>(Seen));
        Assert.Equal("true true 320 640 de-DE false 1,5", await other.Page.EvaluateAsync<string>(Seen));
    }

    [BrowserFact]
    public async Task Dispose_Page_DeletesItsFile()
    {
        OpenedPage opened = await chromium.OpenAsync(Html(""));
        string folder = Path.GetDirectoryName(new Uri(opened.Address).LocalPath)!;
        Assert.True(Directory.Exists(folder));

        await opened.DisposeAsync();

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Find_FoldersWithoutAndWithABrowser_TakesTheFirstThere()
    {
        string folder = Directory.CreateTempSubdirectory("autograd-path-").FullName;
        string name = Path.Combine(folder, OperatingSystem.IsWindows() ? "google-chrome.exe" : "google-chrome");
        try
        {
            Assert.Null(Chromium.Find(null));
            Assert.Null(Chromium.Find(folder));
            File.WriteAllText(name, "");
            Assert.Equal(name, Chromium.Find($"{Path.Combine(folder, "absent")}{Path.PathSeparator}{folder}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Html(string body, string head = "") => $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">{head}<title>Page</title></head><body><main><h1>Page</h1>{body}</main></body></html>
        """;

    private static async Task Until(Func<bool> condition)
    {
        for (int tries = 0; !condition() && tries < 200; tries++)
        {
            await Task.Delay(10);
        }
    }
}
