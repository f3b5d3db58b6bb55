using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>
/// Every page fits narrow windows, 200 % zoom and wide text spacing, has targets to hit, keeps still for who asks for it, and
/// says in words what it shows.
/// </summary>
[Collection(nameof(WholeProduct))]
public sealed class LayoutTests(PreparedServer server)
{
    /// <summary>The spacing of WCAG 1.4.12.</summary>
    private const string WideText =
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }";

    [Theory]
    [MemberData(nameof(PageStates.Names), MemberType = typeof(PageStates))]
    public async Task Nothing_is_cut_off_or_too_small_to_hit(string name)
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await PageStates.Find(name).GoAsync(page, server);
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

        await page.AddStyleTagAsync(new() { Content = WideText });
        foreach (var (width, height) in new[] { (320, 640), (1280, 860) })
        {
            await page.SetViewportSizeAsync(width, height);
            await PageState.SettleAsync(page);
            foreach (var fault in new[] { "tooWide", "cutOff" })
                found.AddRange((await LookAsync(page, fault)).Select(what => $"{width} px wide, text spaced: {what}"));
        }

        await page.Context.CloseAsync();
        string.Join('\n', found).ShouldBeEmpty(name);
    }

    private static Task<string[]> LookAsync(IPage page, string fault) => page.EvaluateAsync<string[]>($"layoutFaults.{fault}()");
}
