using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>Suspected labels gone through by key, and two versions compared.</summary>
[Collection(nameof(WholeProduct))]
public sealed class SuspectsStoryTests(PreparedServer server)
{
    [Fact]
    public async Task Ten_suspects_are_gone_through_by_keyboard_and_stay_looked_at_when_the_page_is_opened_again()
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await page.GotoAsync(new Uri(server.Address, $"/projects/{server.Knots}/review").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Suspected labels" }).ClickAsync();
        await SearchAsync(page, server);
        await Expect(page.Locator(".suspect-head")).ToContainTextAsync("Suspect 1 of");

        // A change that is taken back leaves everything as it was.
        var heading = await page.Locator("#suspect-heading").InnerTextAsync();
        var key = await page.Locator(".suspect-answers button[data-press][aria-pressed=false]").First.GetAttributeAsync("data-press");
        await page.Keyboard.PressAsync(key!);
        await LookedAtAsync(page, 1);
        await page.Keyboard.PressAsync("u");
        await LookedAtAsync(page, 0);
        await Expect(page.Locator("#suspect-heading")).ToHaveTextAsync(heading);

        for (var suspect = 1; suspect <= 10; suspect++)
        {
            await page.Keyboard.PressAsync("Enter");
            await LookedAtAsync(page, suspect);
            await MoreAsync(page);
        }

        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".suspect-answers .note")).ToContainTextAsync("kept by");
        await page.ReloadAsync();
        await MoreAsync(page);
        await LookedAtAsync(page, 10);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_versions_are_compared_by_the_same_images()
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await page.GotoAsync(new Uri(server.Address, $"/projects/{server.Knots}/review").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare versions" }).ClickAsync();

        await Expect(page.GetByText("judged by the same 36 labelled test images")).ToBeVisibleAsync();
        await Expect(page.GetByText("exact McNemar test").Or(page.GetByText("nothing tells them apart"))).ToBeVisibleAsync();
        await page.GetByLabel("From version").SelectOptionAsync(await page.GetByLabel("To version").InputValueAsync());

        await Expect(page.GetByText("is compared with itself: choose another on one side.")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>Until there is something to look at.</summary>
    internal static async Task SearchAsync(IPage page, PreparedServer server)
    {
        var search = page.GetByRole(AriaRole.Button, new() { Name = "Search for wrong labels" });
        await Expect(search.Or(page.Locator("#suspect-heading, .suspects .empty")).First).ToBeVisibleAsync();
        if (await search.IsVisibleAsync())
            await search.ClickAsync();
        await MoreAsync(page);
    }

    /// <summary>Of pictures that are drawn, hardly any label is suspect by itself.</summary>
    private static async Task MoreAsync(IPage page)
    {
        var more = page.GetByRole(AriaRole.Button, new() { Name = "more that are less suspect" });
        await Expect(page.Locator("#suspect-heading").Or(more).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        if (await more.IsVisibleAsync())
            await more.ClickAsync();
        await Expect(page.Locator("#suspect-heading")).ToBeVisibleAsync();
    }

    private static Task LookedAtAsync(IPage page, int count) =>
        Expect(page.Locator(".tile").First.Locator(".tile-value")).ToContainTextAsync($"{count} of");
}
