using System.Text.RegularExpressions;
using ActiveLabel.TestKit.Running;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.Labelling;

/// <summary>Second thoughts.</summary>
public sealed partial class UndoTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Labels_are_taken_back_one_by_one_across_a_finished_round_and_a_reload()
    {
        using var folder = new TemporaryFolder();
        await Bench.PrepareAsync(folder);
        await Activelabel.SucceedAsync("featurize", "Knots", "--data", folder["data"]);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var bench = await Bench.OpenAsync(await chromium.OpenAsync(), server);

        var given = new List<string>();
        for (var label = 0; label < 11; label++)
        {
            given.Add(await bench.LabelAsync($"{label % 3 + 1}"));
        }

        await Expect(bench.Toast).ToHaveTextAsync(Reordered());

        await bench.UndoAsync(given[10]);
        await bench.UndoAsync(given[9]);
        await Expect(bench.Labelled).ToHaveTextAsync("9 labelled");
        await bench.Page.ReloadAsync();
        await Expect(bench.Trail).ToHaveCountAsync(5);
        for (var label = 8; label >= 6; label--)
        {
            await bench.UndoAsync(given[label]);
        }

        await Expect(bench.Labelled).ToHaveTextAsync("6 labelled");

        // What was taken back is asked about again, and once.
        (await bench.LabelAsync("1")).ShouldBe(given[6]);
        await Expect(bench.Labelled).ToHaveTextAsync("7 labelled");
        await Expect(bench.Connection).ToHaveTextAsync("All saved");
    }

    [Fact]
    public async Task One_of_the_last_few_is_looked_at_again_and_corrected()
    {
        using var folder = new TemporaryFolder();
        await Bench.PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var bench = await Bench.OpenAsync(await chromium.OpenAsync(), server);
        var first = await bench.LabelAsync("1");
        await bench.LabelAsync("2");
        var waiting = await bench.CurrentAsync();

        await bench.Page.Keyboard.PressAsync("ArrowLeft");
        await bench.Page.Keyboard.PressAsync("ArrowLeft");
        await bench.ExpectAsync(first);
        await Expect(bench.Page.GetByText("2 labels ago: sound")).ToBeVisibleAsync();
        await bench.PressAsync("3");

        await bench.ExpectAsync(waiting);
        await Expect(bench.Toast).ToHaveTextAsync("Corrected: encased instead of sound.");
        await Expect(bench.Trail).ToHaveTextAsync(["encased", "dry"]);
        await Expect(bench.Labelled).ToHaveTextAsync("2 labelled");

        // By its small picture, and back without a change.
        await bench.Trail.First.ClickAsync();
        await bench.ExpectAsync(first);
        await bench.Page.Keyboard.PressAsync("Escape");
        await bench.ExpectAsync(waiting);
        await Expect(bench.Labelled).ToHaveTextAsync("2 labelled");
    }

    [GeneratedRegex(@"^Round \d+ is ready: the queue is reordered\.$", RegexOptions.None, 1000)]
    private static partial Regex Reordered();
}
