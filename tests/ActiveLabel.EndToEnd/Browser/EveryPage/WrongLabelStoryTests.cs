using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>An admin finds a wrong label by the confusion matrix, corrects it, and sees it gone after the round.</summary>
[Collection(nameof(WholeProduct))]
public sealed class WrongLabelStoryTests(PreparedServer server)
{
    private const string Wrong = "labelled sound, predicted dry";

    [Fact]
    public async Task A_wrong_label_is_found_by_the_matrix_corrected_by_key_and_gone_after_the_round()
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await ReviewAsync(page);
        (await VersionAsync(page)).ShouldBe("1");
        (await RowSumsAsync(page)).ShouldBe(["13", "12", "12"]);

        await CellOf(page, Wrong).ClickAsync();
        await ChooseByArrowsAsync(page, server.MistakenFile);
        await Expect(page.Locator(".answers .answer[aria-pressed=true]")).ToContainTextAsync("sound");
        await page.Keyboard.PressAsync("2");
        await Expect(page.Locator("p.unseen[role=status]")).ToContainTextAsync($"{server.MistakenFile} is now dry.");
        await Expect(page.Locator("p.unseen[role=status]")).ToContainTextAsync("The next round trains with it.");

        await page.GetByRole(AriaRole.Link, new() { Name = "Rounds" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retrain now" }).ClickAsync();
        await Expect(page.Locator(".rounds-table tbody tr").Filter(new() { HasText = "ready" })).ToHaveCountAsync(2, new() { Timeout = 60_000 });

        await ReviewAsync(page);
        (await VersionAsync(page)).ShouldBe("2");
        if (await CellOf(page, Wrong).CountAsync() > 0)
        {
            await CellOf(page, Wrong).ClickAsync();
            await Expect(page.Locator("#cell-heading")).ToBeVisibleAsync();
            await Expect(page.Locator($".thumb[title='{server.MistakenFile}']")).ToHaveCountAsync(0);
        }

        // Twelve images of each class, and the one that was said to be sound is dry.
        (await RowSumsAsync(page)).ShouldBe(["12", "13", "12"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_threshold_follows_the_pointer_along_a_curve_the_slider_and_the_keyboard()
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await page.GotoAsync(new Uri(server.Address, $"/projects/{server.Knots}/review").ToString());
        var exact = page.Locator("[data-threshold-exact]");
        await Expect(exact).ToHaveValueAsync("0.5");

        var slider = page.Locator(".plot-threshold");
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(exact).ToHaveValueAsync("0.51");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("from=0\\.51", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));

        // On a busy machine the page may still move under the pointer: whoever misses tries again.
        for (var tries = 0; tries < 4 && await exact.InputValueAsync() != "0.2"; tries++)
        {
            await page.WaitForTimeoutAsync(1_000);
            var plot = (await slider.BoundingBoxAsync())!;
            await page.Mouse.MoveAsync(plot.X + (plot.Width / 2), plot.Y + 20);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(plot.X + 14 + ((plot.Width - 28) * 0.2f), plot.Y + 20, new() { Steps = 5 });
            await page.Mouse.UpAsync();
            await page.WaitForTimeoutAsync(1_000);
        }

        await Expect(exact).ToHaveValueAsync("0.2");

        var curve = page.Locator("#roc [data-curve]");
        await curve.ScrollIntoViewIfNeededAsync();
        var box = (await curve.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.1f), box.Y + (box.Height * 0.9f));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.98f), box.Y + 4, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await Expect(page.Locator(".threshold-readout dd").First).ToHaveTextAsync("100.0%");
        (await exact.InputValueAsync()).ShouldNotBe("0.2");
        await page.Context.CloseAsync();
    }

    private async Task ReviewAsync(IPage page)
    {
        await page.GotoAsync(new Uri(server.Address, $"/projects/{server.Mistaken}/review?by=pool").ToString());
        await Expect(page.Locator("table.confusion")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    private static async Task<IReadOnlyList<string>> RowSumsAsync(IPage page) => await page.Locator("table.confusion tbody .confusion-sum").AllInnerTextsAsync();

    private static ILocator CellOf(IPage page, string words) => page.Locator($"table.confusion button[aria-label*='{words}']");

    private static async Task<string> VersionAsync(IPage page) => await page.GetByLabel("Model version").InputValueAsync();

    private static async Task ChooseByArrowsAsync(IPage page, string file)
    {
        var wanted = page.Locator($".thumb[title='{file}']");
        await Expect(wanted).ToHaveCountAsync(1);
        await Expect(page.Locator(".thumbs button").First).ToBeFocusedAsync();
        for (var press = 0; press < 40 && await wanted.GetAttributeAsync("aria-pressed") != "true"; press++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
            await Task.Delay(50);
        }

        await Expect(wanted).ToHaveAttributeAsync("aria-pressed", "true");
    }
}
