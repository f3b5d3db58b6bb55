using Microsoft.Playwright;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>Pictures of all pages for people to look at: where SCREENSHOTS names a folder, the run with axe leaves them there.</summary>
internal static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    public static async Task TakeAsync(IPage page, string name)
    {
        if (Folder is null)
            return;

        // What sticks to the window's edge would stand in the middle of the picture.
        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
    }
}
