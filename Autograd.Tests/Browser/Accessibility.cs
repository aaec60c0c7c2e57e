using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Autograd.Tests.Browser;

/// <summary>What axe finds wrong with a page for readers who do not see it, or not well, or use no mouse.</summary>
public static class Accessibility
{
    // Where scripts are off, axe waits for ever; on a slow machine it takes seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>
    /// One text per element and broken rule: "image-alt (critical) at img: Images must have alternative text (Element does not have an
    /// alt attribute; …)". Scripts of the page must be on.
    /// </summary>
    public static async Task<IReadOnlyList<string>> Violations(IPage page)
    {
        AxeResult result = await page.RunAxe().WaitAsync(Patience);
        return
        [
            .. result.Violations.SelectMany(
                rule => rule.Nodes, (rule, node) => $"{rule.Id} ({rule.Impact}) at {node.Target}: {rule.Help} ({Reasons(node)})"),
        ];
    }

    private static string Reasons(AxeResultNode node) =>
        string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message));
}
