using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>
/// A page in a context of its own, and what went wrong in it. After <see cref="SettleAsync"/> the lists have what happened until then; how
/// a request that a script has only just begun will end is not among it.
/// </summary>
public sealed class OpenedPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> errors = [], requests = [];
    private readonly IBrowserContext context;
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-page-").FullName;

    private OpenedPage(IBrowserContext context)
    {
        this.context = context;
        Address = new Uri(Path.Combine(folder, "page.html")).AbsoluteUri;
    }

    public IPage Page { get; private set; } = null!;

    /// <summary>The address of the page, file:///….</summary>
    public string Address { get; }

    /// <summary>Errors on the console, which include what a Content-Security-Policy refused, and exceptions that nothing caught.</summary>
    public IReadOnlyList<string> Errors => [.. errors];

    /// <summary>The address of everything the page asked for but itself. As it is offline, none of it came, unless it is a file.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    internal static async Task<OpenedPage> OpenAsync(IBrowserContext context, string html, bool scripts)
    {
        var opened = new OpenedPage(context);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(opened.folder, "page.html"), html, new UTF8Encoding(false));
            await context.SetOfflineAsync(true);
            opened.Record();
            opened.Page = await context.NewPageAsync();
            opened.Page.WebSocket += (_, socket) => opened.requests.Enqueue(socket.Url);
            await opened.Page.GotoAsync(opened.Address);
            if (scripts)
                await opened.SettleAsync();

            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Lets the page do what is due, such as to report a rejected promise, which comes a little later than an exception. Scripts of the
    /// page must be on.
    /// </summary>
    public Task SettleAsync() => Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))");

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    // At the context, so that frames and windows which the page opens count as well.
    private void Record()
    {
        context.WebError += (_, error) => errors.Enqueue(error.Error);
        context.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Enqueue(message.Text);
        };
        context.Request += (_, request) =>
        {
            if (request.Url.Split('#')[0] != Address)
                requests.Enqueue(request.Url);
        };
    }
}
