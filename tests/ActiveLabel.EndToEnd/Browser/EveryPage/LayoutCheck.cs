using Microsoft.Playwright;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>What is wrong with how a page is laid out, wide and narrow. Leaves it as wide as a desktop.</summary>
internal static class LayoutCheck
{
    /// <summary>The spacing of WCAG 1.4.12.</summary>
    private const string WideText =
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }";

    public static async Task<IReadOnlyList<string>> LookAsync(IPage page)
    {
        await PageScripts.LoadAsync(page, "layout.js");
        var found = new List<string>();
        found.AddRange(await LookAsync(page, "moving"));
        found.AddRange(await LookAsync(page, "unsaid"));
        // 1280 pixels at 200 % are 640, at 400 % 320.
        foreach (var (width, height) in new[] { (1280, 860), (640, 430), (390, 844), (320, 640) })
        {
            await page.SetViewportSizeAsync(width, height);
            await PageState.SettleAsync(page);
            foreach (var fault in new[] { "tooWide", "cutOff", "tooSmall", "linksWithoutLine" })
                found.AddRange((await LookAsync(page, fault)).Select(what => $"{width} px wide: {what}"));
        }

        var spaced = await page.AddStyleTagAsync(new() { Content = WideText });
        foreach (var (width, height) in new[] { (320, 640), (1280, 860) })
        {
            await page.SetViewportSizeAsync(width, height);
            await PageState.SettleAsync(page);
            foreach (var fault in new[] { "tooWide", "cutOff" })
                found.AddRange((await LookAsync(page, fault)).Select(what => $"{width} px wide, text spaced: {what}"));
        }

        await spaced.EvaluateAsync("style => style.remove()");
        await PageState.SettleAsync(page);
        return found;
    }

    private static Task<string[]> LookAsync(IPage page, string fault) => page.EvaluateAsync<string[]>($"layoutFaults.{fault}()");
}
