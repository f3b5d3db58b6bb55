using System.Collections.Concurrent;
using System.Text.Json;
using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.Labelling;

/// <summary>A connection that is lost in mid-press.</summary>
public sealed class OfflineTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Ten_seconds_offline_with_three_labels_pressed_saves_each_once_and_in_order()
    {
        using var folder = new TemporaryFolder();
        await Bench.PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var bench = await Bench.OpenAsync(await chromium.OpenAsync(), server);
        var saved = Saved(bench.Page);
        // Until all three images of the hand have come.
        await bench.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await bench.Page.Context.SetOfflineAsync(true);
        string[] pressed = [await bench.LabelAsync("1"), await bench.LabelAsync("2"), await bench.PressAsync("3")];
        await Expect(bench.Connection).ToHaveTextAsync("No connection: 3 labels are kept in this browser");
        await Expect(bench.Page.GetByText("The program does not answer")).ToBeVisibleAsync();
        await Task.Delay(10_000, TestContext.Current.CancellationToken);
        saved.ShouldBeEmpty();
        await bench.Page.Context.SetOfflineAsync(false);

        await Expect(bench.Connection).ToHaveTextAsync("All saved");
        await Expect(bench.Labelled).ToHaveTextAsync("3 labelled");
        await ShouldBecomeAsync(saved, pressed);
        pressed.ShouldNotContain(await bench.CurrentAsync());
    }

    [Fact]
    public async Task Labels_of_a_tab_that_died_are_sent_by_the_next_and_not_by_one_beside_it()
    {
        using var folder = new TemporaryFolder();
        await Bench.PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var first = await Bench.OpenAsync(await chromium.OpenAsync(), server);
        await first.Page.RouteAsync("**/labels", route => route.AbortAsync());
        string[] pressed = [await first.LabelAsync("1"), await first.LabelAsync("2")];
        await Expect(first.Connection).ToHaveTextAsync("No connection: 2 labels are kept in this browser");

        var second = await Bench.OpenAsync(await first.Page.Context.NewPageAsync(), server);
        var saved = Saved(second.Page);
        await Task.Delay(6_000, TestContext.Current.CancellationToken);
        saved.ShouldBeEmpty("the first tab is there to send them itself");
        await first.Page.CloseAsync();

        await Expect(second.Labelled).ToHaveTextAsync("2 labelled");
        await ShouldBecomeAsync(saved, pressed);
        await Expect(second.Connection).ToHaveTextAsync("All saved");
    }

    [Fact]
    public async Task A_label_that_is_taken_back_before_it_was_sent_is_never_sent()
    {
        using var folder = new TemporaryFolder();
        await Bench.PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var bench = await Bench.OpenAsync(await chromium.OpenAsync(), server);
        var saved = Saved(bench.Page);
        await bench.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        await bench.Page.Context.SetOfflineAsync(true);
        var kept = await bench.LabelAsync("1");
        var slip = await bench.LabelAsync("2");
        await bench.UndoAsync(slip);
        await bench.Page.Context.SetOfflineAsync(false);

        await Expect(bench.Connection).ToHaveTextAsync("All saved");
        await Expect(bench.Labelled).ToHaveTextAsync("1 labelled");
        await ShouldBecomeAsync(saved, kept);
    }

    /// <summary>Images whose label the server has answered, in its order.</summary>
    private static ConcurrentQueue<string> Saved(IPage page)
    {
        var saved = new ConcurrentQueue<string>();
        page.RequestFinished += (_, request) =>
        {
            if (request.Method != "POST" || !request.Url.EndsWith("/labels", StringComparison.Ordinal))
                return;

            using var said = JsonDocument.Parse(request.PostData!);
            saved.Enqueue($"{said.RootElement.GetProperty("imageId").GetInt64()}");
        };
        return saved;
    }

    /// <summary>The browser tells a little later than the page shows.</summary>
    private static async Task ShouldBecomeAsync(ConcurrentQueue<string> saved, params string[] images)
    {
        for (var look = 0; look < 50 && saved.Count < images.Length; look++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        saved.ShouldBe(images);
    }
}
