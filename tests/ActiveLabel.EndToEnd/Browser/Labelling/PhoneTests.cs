using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.Labelling;

/// <summary>A small phone held upright, a thumb, and twelve classes.</summary>
public sealed class PhoneTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Twelve = "sound,dry,encased,decayed,bark-ringed,knot with crack,missing,pith,resin pocket,leaf,spike,something else";

    [Fact]
    public async Task Everything_is_within_reach_and_a_thumb_labels_undoes_and_enlarges()
    {
        using var folder = new TemporaryFolder();
        await Bench.PrepareAsync(folder, classes: Twelve);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var page = await chromium.OpenPhoneAsync();
        var bench = await Bench.OpenAsync(page, server);

        await NothingIsCutOffAsync(page);

        var first = await bench.CurrentAsync();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        await page.Locator(".class-button").Nth(11).TapAsync();
        await Expect(page.Locator("[data-part=pace]")).ToContainTextAsync("1 in this sitting");
        (await bench.CurrentAsync()).ShouldNotBe(first);

        // Called off, and then meant.
        await SwipeAsync(page, from: 80, to: 110);
        await Expect(page.Locator("[data-part=pace]")).ToContainTextAsync("1 in this sitting");
        await SwipeAsync(page, from: 80, to: 300);
        await bench.ExpectAsync(first);
        await Expect(page.Locator("[data-part=pace]")).ToContainTextAsync("0 in this sitting");

        await page.Touchscreen.TapAsync(180, 180);
        await page.Touchscreen.TapAsync(180, 180);
        await Expect(page.Locator(".bench.zoomed")).ToHaveCountAsync(1);
        await SwipeAsync(page, from: 80, to: 300);
        await bench.ExpectAsync(first);
        (await page.EvaluateAsync<double>("() => scrollY + document.documentElement.scrollWidth")).ShouldBe(360, "nothing of it scrolls the page");
    }

    /// <summary>Large enough for a thumb, on the screen as a whole, and none over another.</summary>
    private static async Task NothingIsCutOffAsync(IPage page)
    {
        var buttons = await page.Locator(".class-button:visible, .bench-action:visible, .stage-tools button:visible").AllAsync();
        buttons.Count.ShouldBe(12 + 6 + 4);
        var boxes = new List<LocatorBoundingBoxResult>();
        foreach (var button in buttons)
        {
            var box = (await button.BoundingBoxAsync()).ShouldNotBeNull();
            var name = await button.InnerTextAsync();
            box.Width.ShouldBeGreaterThanOrEqualTo(44, name);
            box.Height.ShouldBeGreaterThanOrEqualTo(44, name);
            box.X.ShouldBeGreaterThanOrEqualTo(0, name);
            (box.X + box.Width).ShouldBeLessThanOrEqualTo(360, name);
            (box.Y + box.Height).ShouldBeLessThanOrEqualTo(640, name);
            boxes.Exists(other => Overlap(other, box)).ShouldBeFalse(name);
            boxes.Add(box);
        }

        var stage = (await page.Locator("[data-part=stage]").BoundingBoxAsync()).ShouldNotBeNull();
        stage.Height.ShouldBeGreaterThan(220, "the image is what there is to see");
    }

    private static bool Overlap(LocatorBoundingBoxResult a, LocatorBoundingBoxResult b) =>
        a.X + a.Width > b.X + 0.5 && b.X + b.Width > a.X + 0.5 && a.Y + a.Height > b.Y + 0.5 && b.Y + b.Height > a.Y + 0.5;

    private static async Task SwipeAsync(IPage page, int from, int to)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        await TouchAsync("touchStart", from);
        for (var step = 1; step <= 8; step++)
        {
            await TouchAsync("touchMove", from + (to - from) * step / 8);
        }

        await tools.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });

        Task TouchAsync(string type, int x) =>
            tools.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = new[] { new { x, y = 180 } } });
    }
}
