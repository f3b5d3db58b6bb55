using System.Globalization;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.EveryPage;

/// <summary>Two people label the same project at the same time, each in a browser of their own.</summary>
[Collection(nameof(WholeProduct))]
public sealed class TwoPeopleTests(PreparedServer server)
{
    /// <summary>Together more than the labels after which a round is due.</summary>
    private const int Half = 11;

    private const int Each = 2 * Half;

    [Fact]
    public async Task No_image_is_seen_by_both_and_what_one_leaves_comes_to_the_other()
    {
        var (one, two) = (await OpenAsync(), await OpenAsync());
        var (seenByOne, seenByTwo) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));

        await Task.WhenAll(LabelAsync(one, seenByOne, Half), LabelAsync(two, seenByTwo, Half));
        await RoundsAreReadyAsync(1);
        await Task.WhenAll(LabelAsync(one, seenByOne, Half), LabelAsync(two, seenByTwo, Half));
        await RoundsAreReadyAsync(2);

        seenByOne.Count.ShouldBe(Each + 1, "each label and the image in front");
        seenByOne.Intersect(seenByTwo, StringComparer.Ordinal).ShouldBeEmpty("no image is seen by both");
        // The count comes with one's own next label.
        await LabelAsync(one, seenByOne, 1);
        await Expect(one.Locator("[data-part=labelled]")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{(2 * Each) + 1} labelled"));
        await LabelAsync(two, seenByTwo, 1);
        await Expect(two.Locator("[data-part=labelled]")).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"{(2 * Each) + 2} labelled"));
        var left = await CurrentAsync(two);

        await two.GotoAsync("about:blank");
        for (var label = 0; label < 72 && !seenByOne.Contains(left); label++)
            await LabelAsync(one, seenByOne, 1);

        seenByOne.ShouldContain(left, "the image that the other left unlabelled");
        await one.Context.CloseAsync();
        await two.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await page.GotoAsync(new Uri(server.Address, $"/projects/{server.Fresh}/label").ToString());
        await CurrentAsync(page);
        return page;
    }

    private static async Task LabelAsync(IPage page, HashSet<string> seen, int labels)
    {
        for (var label = 0; label < labels; label++)
        {
            var image = await CurrentAsync(page);
            seen.Add(image);
            // Sooner than anybody can see, a press is taken for a bounce of the last one.
            await Task.Delay(100);
            await page.Keyboard.PressAsync($"{(label % 3) + 1}");
            await Expect(page.Locator($"[data-part=frame] [data-image-id='{image}']")).ToHaveCountAsync(0);
        }

        seen.Add(await CurrentAsync(page));
    }

    private static async Task<string> CurrentAsync(IPage page)
    {
        var image = page.Locator("[data-part=frame] [data-image-id]").First;
        await Expect(image).ToBeVisibleAsync();
        return (await image.GetAttributeAsync("data-image-id"))!;
    }

    private async Task RoundsAreReadyAsync(int atLeast)
    {
        var page = await server.OpenAsync(ColorScheme.Light, 1280, 860);
        await page.GotoAsync(new Uri(server.Address, $"/projects/{server.Fresh}/rounds").ToString());
        await Expect(page.Locator(".rounds-table tbody tr").Filter(new() { HasText = "Ready" }).Nth(atLeast - 1)).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}
