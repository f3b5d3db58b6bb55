using Microsoft.Playwright;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>A page with something on it: what the tests of all pages look at.</summary>
/// <param name="Name">Unique, and good for a file's name.</param>
/// <param name="Route">The template of the page's route; null where any page would do.</param>
/// <param name="Address">Where it is found.</param>
internal sealed record PageState(string Name, string? Route, Func<PreparedServer, Uri> Address)
{
    /// <summary>What shows that the page is there.</summary>
    public string Shows { get; init; } = "main h1";

    /// <summary>What a person does to come to it from the page as it opens.</summary>
    public Func<IPage, PreparedServer, Task>? Then { get; init; }

    /// <summary>Goes there, does what is to be done, and waits until nothing moves any more.</summary>
    public async Task GoAsync(IPage page, PreparedServer server)
    {
        await page.GotoAsync(Address(server).ToString());
        await page.Locator(Shows).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        if (Then is not null)
            await Then(page, server);

        await SettleAsync(page);
    }

    /// <summary>Until what the page has asked for is there and what was set in motion has stopped.</summary>
    public static async Task SettleAsync(IPage page)
    {
        await page.EvaluateAsync("document.fonts.ready.then(() => true)");
        await page.WaitForFunctionAsync(
            """
            () => [...document.images].every(image => image.complete || image.loading === 'lazy')
              && document.getAnimations().every(motion => motion.playState !== 'running' || motion.effect.getComputedTiming().iterations === Infinity)
            """);
    }
}
