using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>Who hears the pages knows where they are; who has colours of their own sees what is chosen.</summary>
[Collection(nameof(WholeProduct))]
public sealed class NavigationTests(PreparedServer server)
{
    [Fact]
    public async Task Each_page_has_a_title_of_its_own_and_takes_the_focus()
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await PageStates.Find("overview").GoAsync(page, server);
        var titles = new HashSet<string>(StringComparer.Ordinal) { await page.TitleAsync() };
        var tabs = page.Locator(".tabs a");
        var count = await tabs.CountAsync();
        count.ShouldBeGreaterThan(5);

        // Back to the overview last: whoever is there already stays where they are.
        for (var tab = 1; tab < count; tab++)
        {
            var before = await page.TitleAsync();
            await Expect(tabs.Nth(tab)).ToBeVisibleAsync();
            await tabs.Nth(tab).ClickAsync();
            await Expect(page).Not.ToHaveTitleAsync(before);
            // On its heading, or, where one works at once, on the first thing to work on.
            await Expect(page.Locator("main :focus"), $"after opening {await tabs.Nth(tab).InnerTextAsync()}").ToHaveCountAsync(1);
            titles.Add(await page.TitleAsync());
        }

        titles.Count.ShouldBe(count);
        foreach (var name in new[] { "projects", "models", "new-project", "not-found", "error" })
        {
            await PageStates.Find(name).GoAsync(page, server);
            titles.Add(await page.TitleAsync()).ShouldBeTrue($"{name} has the title of another page");
        }

        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("rounds", ".progress-fill", ".progress-track")]
    [InlineData("review", ".tab[aria-selected=true]", ".tab[aria-selected=false]")]
    [InlineData("review", ".segments input:checked + span", ".segments input:not(:checked) + span")]
    [InlineData("review-cell", ".thumb[aria-pressed=true]", ".thumb[aria-pressed=false]")]
    public async Task In_forced_colours_what_is_chosen_or_done_looks_different(string name, string chosen, string other)
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await PageStates.Find(name).GoAsync(page, server);

        (await LookAsync(page, chosen)).ShouldNotBe(await LookAsync(page, other));
        await page.Context.CloseAsync();
    }

    private static Task<string> LookAsync(IPage page, string selector) => page.Locator(selector).First.EvaluateAsync<string>(
        "element => { const style = getComputedStyle(element); return [style.backgroundColor, style.borderBottomColor, style.outlineStyle].join(); }");
}
