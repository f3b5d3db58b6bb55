using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.Labelling;

/// <summary>What happens elsewhere while a Label page is open.</summary>
public sealed class OpenPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_page_goes_on_by_itself_with_the_same_image_when_the_server_was_restarted()
    {
        using var folder = new TemporaryFolder();
        await Bench.PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var bench = await Bench.OpenAsync(await chromium.OpenAsync(), server);
        await bench.LabelAsync("1");
        // What the server counts it has saved; the page's own word waits a moment before it speaks of a label on its way.
        await Expect(bench.Labelled).ToHaveTextAsync("1 labelled");
        await bench.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await server.KillAsync();

        var inMidPress = await bench.LabelAsync("2");
        var front = await bench.CurrentAsync();
        await Expect(bench.Connection).ToHaveTextAsync("No connection: 1 label is kept in this browser");
        // A page that has loaded itself anew does not have this any more.
        await bench.Page.EvaluateAsync("() => { window.before = true; }");
        await using var again = await RunningServer.StartAtAsync(server.Address, folder["data"]);

        await Expect(bench.Connection).ToHaveTextAsync("All saved");
        await bench.Page.WaitForFunctionAsync("() => !window.before && document.querySelector('.bench')", null, new() { Timeout = 25_000 });
        await bench.ExpectAsync(front);
        await Expect(bench.Labelled).ToHaveTextAsync("2 labelled");
        (await bench.LabelAsync("3")).ShouldBe(front);
        await Expect(bench.Labelled).ToHaveTextAsync("3 labelled");
        inMidPress.ShouldNotBe(front);
    }

    [Fact]
    public async Task Keys_that_change_are_taken_over_before_the_next_label()
    {
        using var folder = new TemporaryFolder();
        await Bench.PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var bench = await Bench.OpenAsync(await chromium.OpenAsync(), server);
        var settings = await SettingsAsync(server);
        await settings.GetByLabel("Key of sound").FillAsync("u");
        await Expect(settings.GetByText("The key U already means 'undo' on the Label page")).ToBeVisibleAsync();
        await settings.GetByLabel("Key of sound").FillAsync("2");
        await settings.GetByLabel("Key of dry").FillAsync("d");
        await settings.GetByRole(AriaRole.Button, new() { Name = "Save the classes" }).ClickAsync();
        await Expect(settings.GetByText("Saved. Open Label pages take it over at once.")).ToBeVisibleAsync();

        // The hand was on its way to 2 for dry, as the button says: so it is dry.
        await bench.LabelAsync("2");
        var dialog = bench.Page.GetByRole(AriaRole.Dialog, new() { Name = "The classes changed" });
        await Expect(dialog.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["sound has the key 2", "dry has the key D"]);
        var next = await bench.PressAsync("2");
        await Expect(bench.Trail).ToHaveTextAsync(["dry"]);
        await bench.ExpectAsync(next);
        await bench.Page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToBeHiddenAsync();

        await bench.LabelAsync("2");
        await bench.LabelAsync("d");
        await Expect(bench.Trail).ToHaveTextAsync(["dry", "sound", "dry"]);
        await Expect(bench.Labelled).ToHaveTextAsync("3 labelled");
    }

    [Fact]
    public async Task Two_classes_are_merged_while_somebody_labels_and_undone_again_and_no_label_is_lost()
    {
        using var folder = new TemporaryFolder();
        await Bench.PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var bench = await Bench.OpenAsync(await chromium.OpenAsync(), server);
        await bench.LabelAsync("1");
        await bench.LabelAsync("2");
        var settings = await SettingsAsync(server);
        await settings.GetByRole(AriaRole.Button, new() { Name = "Merge, split or delete dry" }).ClickAsync();
        await Expect(settings.Locator(".class-forecast li")).ToContainTextAsync(["1 label of 1 image will count as 'sound'.", "The key 2 becomes free.", "The next round trains with 2 classes"]);
        await settings.GetByRole(AriaRole.Button, new() { Name = "Merge 'dry' into 'sound'" }).ClickAsync();
        await Expect(settings.GetByText("Done: 'dry' was merged into 'sound'.")).ToBeVisibleAsync();

        // The hand was on its way to dry, as the button says: it is kept as dry, and counts as sound.
        await bench.LabelAsync("2");
        var dialog = bench.Page.GetByRole(AriaRole.Dialog, new() { Name = "The classes changed" });
        await Expect(dialog.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["dry counts as sound"]);
        await bench.Page.Keyboard.PressAsync("Enter");
        await Expect(bench.Labelled).ToHaveTextAsync("3 labelled");
        var merged = (await Activelabel.SucceedAsync("classes", "Knots", "list", "--json", "--data", folder["data"])).Json;
        merged.GetProperty("classes").GetArrayLength().ShouldBe(2);

        await settings.GetByRole(AriaRole.Button, new() { Name = "Undo: 'dry' was merged into 'sound'" }).ClickAsync();
        await Expect(settings.Locator(".class-forecast li").First).ToHaveTextAsync("2 labels of 2 images will count again as they did before.");
        await settings.GetByRole(AriaRole.Button, new() { Name = "Undo it" }).ClickAsync();
        await Expect(settings.GetByText("Undone. The classes are as they were before.")).ToBeVisibleAsync();
        await Expect(settings.Locator(".class-row")).ToHaveCountAsync(3);
        var merge = (await Activelabel.SucceedAsync("classes", "Knots", "merge", "dry", "encased", "--json", "--data", folder["data"])).Json;
        merge.GetProperty("labels").GetInt32().ShouldBe(2, "both that were given as dry are dry again");
        (await Activelabel.SucceedAsync("classes", "Knots", "undo", "--json", "--data", folder["data"])).Json.GetProperty("kind").GetString().ShouldBe("undo");
        (await Activelabel.RunAsync("classes", "Knots", "delete", "oak", "--data", folder["data"])).ShouldSatisfyAllConditions(
            r => r.ExitCode.ShouldBe(2), r => r.Errors.ShouldContain("'oak' is no class of 'Knots'. There are: sound, dry, encased."));
    }

    [Fact]
    public async Task A_class_removed_while_on_screen_gives_its_image_back_to_be_labelled_anew()
    {
        using var folder = new TemporaryFolder();
        await Bench.PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var bench = await Bench.OpenAsync(await chromium.OpenAsync(), server);
        var settings = await SettingsAsync(server);
        await settings.GetByRole(AriaRole.Button, new() { Name = "Merge, split or delete encased" }).ClickAsync();
        await settings.GetByLabel("Delete", new() { Exact = true }).CheckAsync();
        await settings.GetByRole(AriaRole.Button, new() { Name = "Delete 'encased'" }).ClickAsync();
        await Expect(settings.GetByText("Done: 'encased' was deleted.")).ToBeVisibleAsync();

        var image = await bench.PressAsync("3");

        await Expect(bench.Toast).ToContainTextAsync("That label was not taken");
        await Expect(bench.Page.GetByText("encased is not a class any more").First).ToBeVisibleAsync();
        await bench.ExpectAsync(image);
        await bench.Page.Keyboard.PressAsync("Enter");
        (await bench.LabelAsync("1")).ShouldBe(image);
        await Expect(bench.Labelled).ToHaveTextAsync("1 labelled");
        await Expect(bench.Trail).ToHaveTextAsync(["sound"]);
    }

    private async Task<IPage> SettingsAsync(RunningServer server)
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync(new Uri(server.Address, "projects/1/settings").ToString());
        await Expect(page.GetByLabel("Key of sound")).ToBeVisibleAsync();
        return page;
    }
}
