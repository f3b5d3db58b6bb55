using Microsoft.Playwright;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>Goes round a page with Tab alone: what it does not come to, and where the focus does not show.</summary>
internal static class KeyboardCheck
{
    /// <summary>More stops than any page has.</summary>
    private const int Most = 300;

    public static async Task<IReadOnlyList<string>> GoRoundAsync(IPage page)
    {
        await PageScripts.LoadAsync(page, "tabs.js");
        var found = new List<string>();
        for (var press = 0; ; press++)
        {
            if (press == Most)
                return [.. found, "the focus is caught"];

            await page.Keyboard.PressAsync("Tab");
            var said = await page.EvaluateAsync<string?>("tabs.step()");
            if (said == "end")
                break;
            if (said is not null)
                found.Add(said);
        }

        if (await page.EvaluateAsync<int>("tabs.reached()") == 0)
            found.Add("Tab comes to nothing");
        found.AddRange((await page.EvaluateAsync<string[]>("tabs.missed()")).Select(what => $"{what} is not reached"));
        return found;
    }
}
