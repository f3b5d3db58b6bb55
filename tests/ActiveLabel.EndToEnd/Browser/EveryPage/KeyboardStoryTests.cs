using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>From a new project to a changed setting without a pointer.</summary>
[Collection(nameof(WholeProduct))]
public sealed class KeyboardStoryTests(PreparedServer server)
{
    private const string Picture = "[data-part=frame] [data-image-id]";

    [Fact]
    public async Task A_project_is_made_labelled_reviewed_and_set_by_keyboard_alone()
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await page.GotoAsync(server.Address.ToString());
        await page.Locator("main h1").WaitForAsync();
        await PageScripts.LoadAsync(page, "tabs.js");

        await MakeAProjectAsync(page);
        await LabelAsync(page, 4);
        await CorrectALabelOfAnotherProjectAsync(page);
        await ChangeASettingAsync(page);
        await page.Context.CloseAsync();
    }

    private async Task MakeAProjectAsync(IPage page)
    {
        await PressOnAsync(page, "New project");
        await Expect(page.GetByLabel("Name of the project")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Made by keyboard");
        await PressOnAsync(page, "They lie in a folder there already");
        await TabToAsync(page, "Folder on the machine that serves these pages");
        await page.Keyboard.TypeAsync(server.UnsortedImages);
        await TabToAsync(page, "Name of a class");
        await page.Keyboard.TypeAsync("sound, dry, encased");
        await page.Keyboard.PressAsync("Enter");
        await PressOnAsync(page, "Create the project and import");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Made by keyboard" })).ToBeVisibleAsync();
        await Expect(page.GetByText("of 72 in the pool")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    private static async Task LabelAsync(IPage page, int labels)
    {
        await PressOnAsync(page, "Label");
        for (var label = 0; label < labels; label++)
        {
            var image = await page.Locator(Picture).First.GetAttributeAsync("data-image-id");
            // Sooner than anybody can see, a press is taken for a bounce of the last one.
            await Task.Delay(100);
            await page.Keyboard.PressAsync($"{(label % 3) + 1}");
            await Expect(page.Locator($"[data-part=frame] [data-image-id='{image}']")).ToHaveCountAsync(0);
        }

        await Expect(page.Locator("[data-part=labelled]")).ToContainTextAsync($"{labels} labelled");
    }

    private static async Task CorrectALabelOfAnotherProjectAsync(IPage page)
    {
        await TabToAsync(page, "Made by keyboard : change to another project");
        await page.Keyboard.PressAsync("Enter");
        var wanted = page.Locator(".menu a", new() { HasText = "Wood knots" });
        await Expect(wanted).ToBeVisibleAsync();
        for (var press = 0; press < 20 && !await wanted.EvaluateAsync<bool>("entry => entry === document.activeElement"); press++)
            await page.Keyboard.PressAsync("ArrowDown");

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1", new() { HasText = "Wood knots" })).ToBeFocusedAsync();
        await PressOnAsync(page, "Review");
        var matrix = page.Locator("table.confusion tbody");
        await Expect(matrix).ToBeVisibleAsync();
        for (var press = 0; press < 60 && !await matrix.EvaluateAsync<bool>("table => table.contains(document.activeElement)"); press++)
            await page.Keyboard.PressAsync("Tab");

        var from = await page.EvaluateAsync<string>("tabs.current()");
        await page.Keyboard.PressAsync("End");
        (await page.EvaluateAsync<string>("tabs.current()")).ShouldNotBe(from, "arrows and End move in the matrix");
        var before = await matrix.InnerTextAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#cell-heading")).ToBeVisibleAsync();
        await Expect(page.Locator(".thumbs button").First).ToBeFocusedAsync();
        var label = await page.Locator(".answers .answer[aria-pressed=true]").First.InnerTextAsync();
        await page.Keyboard.PressAsync(label.Contains("sound", StringComparison.Ordinal) ? "3" : "1");
        await Expect(matrix).Not.ToHaveTextAsync(before, new() { UseInnerText = true });
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#cell-heading")).ToHaveCountAsync(0);
        (await matrix.EvaluateAsync<bool>("table => table.contains(document.activeElement)")).ShouldBeTrue("the focus is back on the cell");
    }

    private static async Task ChangeASettingAsync(IPage page)
    {
        await PressOnAsync(page, "Settings");
        await Expect(page.Locator("h1", new() { HasText = "Settings" })).ToBeFocusedAsync();
        await TabToAsync(page, "Images in a batch");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("12");
        await PressOnAsync(page, "Save");
        await Expect(page.GetByText("Saved. The next round takes it.")).ToBeVisibleAsync();
    }

    private static async Task PressOnAsync(IPage page, string name)
    {
        await TabToAsync(page, name);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task TabToAsync(IPage page, string name)
    {
        for (var press = 0; press < 120; press++)
        {
            if (await page.EvaluateAsync<string>("tabs.current()") == name)
                return;

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab does not come to '{name}'");
    }
}
