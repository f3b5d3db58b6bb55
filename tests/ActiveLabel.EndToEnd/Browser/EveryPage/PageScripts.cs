using Microsoft.Playwright;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>The scripts beside these tests, which ask a page what a test wants to know.</summary>
internal static class PageScripts
{
    public static async Task LoadAsync(IPage page, string file) =>
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Browser", "EveryPage", file)));
}
