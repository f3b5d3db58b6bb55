using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>
/// Faults that were found on a page: each state of a page is gone to once and looked at in every way, and each test tells
/// of one way.
/// </summary>
internal sealed class PageVisits(PreparedServer server)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<PageFaults>>> _visits = [];

    public Task<PageFaults> OfAsync(string name) => _visits.GetOrAdd(name, _ => new Lazy<Task<PageFaults>>(() => VisitAsync(name))).Value;

    private async Task<PageFaults> VisitAsync(string name)
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        try
        {
            await PageStates.Find(name).GoAsync(page, server);
            var axe = await AxeCheck.LookAsync(page, name);
            var layout = await LayoutCheck.LookAsync(page);
            // Last: going round with Tab closes what is open.
            var keyboard = await KeyboardCheck.GoRoundAsync(page);
            return new PageFaults(axe, layout, keyboard);
        }
        finally
        {
            await page.Context.CloseAsync();
        }
    }
}

/// <summary>In words, none where all is well.</summary>
internal sealed record PageFaults(IReadOnlyList<string> Axe, IReadOnlyList<string> Layout, IReadOnlyList<string> Keyboard);
