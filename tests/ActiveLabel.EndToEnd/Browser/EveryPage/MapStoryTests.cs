using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>The map by keyboard alone: compare the images, choose, label, take back.</summary>
[Collection(nameof(WholeProduct))]
public sealed class MapStoryTests(PreparedServer server)
{
    /// <summary>All of the project.</summary>
    private const int Images = 72;

    [Fact]
    public async Task Images_are_chosen_on_the_map_by_key_labelled_together_and_the_labels_taken_back()
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 900);
        await page.GotoAsync(new Uri(server.Address, $"/projects/{server.Fresh}/map").ToString());
        var compare = page.GetByRole(AriaRole.Button, new() { Name = "Compare the images" });
        var map = page.Locator(".map-bench[data-ready] canvas[role=application]");
        await Expect(compare.Or(map).First).ToBeVisibleAsync();
        if (await compare.IsVisibleAsync())
            await compare.PressAsync("Enter");
        await Expect(map).ToBeVisibleAsync(new() { Timeout = 30_000 });

        var sound = page.Locator(".map-legend button").First;
        var before = (await sound.TextContentAsync())!;
        await map.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var count = page.Locator(".map-chosen [data-part=count]");
        await Expect(count).ToHaveTextAsync($"{Images} images chosen");
        await Expect(page.Locator(".map-thumbs img").First).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("1");
        await Expect(count).ToHaveTextAsync($"{Images} images labelled sound.");
        await Expect(sound).ToContainTextAsync($"{Images}");

        await page.Keyboard.PressAsync("u");
        await Expect(count).ToHaveTextAsync($"{Images} labels taken back.");
        await Expect(sound).ToHaveTextAsync(before);

        await page.GetByRole(AriaRole.Button, new() { Name = "Choose region 1", Exact = true }).PressAsync("Enter");
        await Expect(count).ToContainTextAsync("chosen");
    }
}
