using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>What an admin does with many images at once, in a real browser.</summary>
[Collection(nameof(WholeProduct))]
public sealed class GalleryStoryTests(PreparedServer server)
{
    [Fact]
    public async Task Several_images_are_chosen_labelled_and_taken_back_by_keyboard_and_one_tells_its_history()
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await page.GotoAsync(new Uri(server.Address, $"/projects/{server.Fresh}/images?split=pool&sort=oldest").ToString());
        await page.Locator(".gallery-rows:not(:has(.gallery-first)) .tile-press img").First.WaitForAsync();
        await page.Locator(".gallery-row .tile-press").First.FocusAsync();

        foreach (var key in new[] { "Shift+ArrowRight", "Shift+ArrowRight" })
            await page.Keyboard.PressAsync(key);
        await Expect(page.Locator(".chosen-bar strong")).ToHaveTextAsync("3 images chosen");
        await page.Keyboard.PressAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Label 3 images" }).PressAsync("Enter");
        await Expect(page.Locator(".note")).ToContainTextAsync("You labelled 3 images here at once: sound");
        await Expect(page.Locator(".tile-says").First).ToContainTextAsync("sound");

        // Also after the page was left.
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take them back" }).PressAsync("Enter");
        await Expect(page.GetByText("3 labels taken back.")).ToBeVisibleAsync();
        await Expect(page.Locator(".note")).ToHaveCountAsync(0);

        await page.Locator(".gallery-row .tile-press").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("section[aria-labelledby=history-heading] tbody tr").First).ToContainTextAsync("taken back");
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(new Uri(server.Address, $"/projects/{server.Fresh}/images?split=pool&sort=oldest").ToString());
    }
}
