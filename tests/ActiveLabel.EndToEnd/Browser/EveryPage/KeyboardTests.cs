using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>Every page by keyboard alone.</summary>
[Collection(nameof(WholeProduct))]
public sealed class KeyboardTests(PreparedServer server)
{
    [Theory]
    [MemberData(nameof(PageStates.Names), MemberType = typeof(PageStates))]
    public async Task Tab_comes_to_every_control_and_shows_where_it_is(string name) =>
        string.Join('\n', (await server.Visits.OfAsync(name)).Keyboard).ShouldBeEmpty(name);

    [Fact]
    public async Task The_first_stop_leads_past_the_bar_to_the_content()
    {
        var page = await OpenAsync("overview");

        // A page that opens begins at its heading: the bar lies before it.
        await page.Locator(".mark").FocusAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await Expect(page.Locator(".skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");

        (await page.EvaluateAsync<bool>("document.querySelector('#main').contains(document.activeElement)")).ShouldBeTrue();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_menu_of_projects_opens_by_key_moves_by_arrows_and_gives_the_focus_back()
    {
        var page = await OpenAsync("overview");
        var switcher = page.Locator(".switcher");
        var entries = page.Locator(".menu a");

        await switcher.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(entries.Last).ToBeVisibleAsync();
        await Expect(entries).Not.ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(entries.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(entries.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(entries.Last).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(entries.Last).ToBeHiddenAsync();
        await Expect(switcher).ToBeFocusedAsync();

        // Who goes on with Tab leaves it closed behind.
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(entries.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(entries.Last).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_dialog_of_instructions_keeps_the_focus_and_gives_it_back()
    {
        var page = await OpenAsync("label");
        var opener = page.Locator("[data-action=instructions]");

        await opener.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();
        for (var press = 0; press < 20; press++)
        {
            (await page.EvaluateAsync<bool>("document.activeElement === document.body || document.querySelector('dialog[open]').contains(document.activeElement)")).ShouldBeTrue();
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Expect(opener).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string state)
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await PageStates.Find(state).GoAsync(page, server);
        return page;
    }
}
