using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser;

/// <summary>Many images on one page, sorted by what the model takes them for, in a real browser.</summary>
public sealed class GridStoryTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const int Labelled = 30;

    private static readonly string[] Classes = ["sound", "dry", "encased"];

    private readonly TemporaryFolder _folder = new();
    private RunningServer? _server;

    [Fact]
    public async Task A_page_of_24_is_confirmed_with_three_marked_and_taken_back_by_keyboard_alone()
    {
        var page = await OpenAsync(1280, 860);
        await Expect(page.Locator("h2[data-part=title]")).ToContainTextAsync("24 images that the model takes for");
        await Expect(Options(page).First).ToBeFocusedAsync();
        var taken = await page.Locator("h2 .class-chip").InnerTextAsync();
        var other = (Array.IndexOf(Classes, taken) + 1) % Classes.Length;
        var first = await Options(page).First.GetAttributeAsync("data-image");

        foreach (var key in new[] { "ArrowRight", $"{other + 1}", "ArrowDown", $"{other + 1}", "End", "s" })
            await page.Keyboard.PressAsync(key);
        await Expect(Options(page).Nth(1)).ToHaveAccessibleNameAsync($"Image 2 of 24: marked {Classes[other]}");
        await Expect(Options(page).Nth(23)).ToHaveAccessibleNameAsync("Image 24 of 24: marked skipped");
        await ConfirmAsync(page, $"Confirm 21 as {taken}, 2 as {Classes[other]}, 1 skipped");

        await Expect(page.Locator("[data-part=labelled]")).ToHaveTextAsync($"{Labelled + 23} labelled");
        await Expect(page.Locator($".board [data-image='{first}']")).ToHaveCountAsync(0);
        await Expect(Options(page).First).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("u");
        await Expect(page.Locator($".board [data-image='{first}']")).ToHaveCountAsync(1);
        await Expect(Options(page).Nth(1)).ToHaveAccessibleNameAsync($"Image 2 of 24: marked {Classes[other]}");
        await Expect(page.Locator("[data-part=labelled]")).ToHaveTextAsync($"{Labelled} labelled");
        await ConfirmAsync(page, $"Confirm 21 as {taken}, 2 as {Classes[other]}, 1 skipped");
        await Expect(page.Locator("[data-part=labelled]")).ToHaveTextAsync($"{Labelled + 23} labelled");
    }

    [Fact]
    public async Task A_page_confirmed_without_a_connection_is_kept_and_sent_once_it_is_back()
    {
        var page = await OpenAsync(1280, 860);
        await Expect(Confirm(page)).ToHaveAttributeAsync("data-state", "ready");

        await page.Context.SetOfflineAsync(true);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-part=connection]")).ToHaveTextAsync("No connection: 24 labels are kept in this browser");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The program does not answer" })).ToBeVisibleAsync();
        await page.Context.SetOfflineAsync(false);

        await Expect(page.Locator("[data-part=labelled]")).ToHaveTextAsync($"{Labelled + 24} labelled");
        await Expect(Options(page)).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task On_a_phone_nothing_is_confirmed_before_all_of_it_was_in_sight()
    {
        var page = await OpenAsync(390, 700);
        await page.GetByLabel("On a page").SelectOptionAsync("24");
        await Expect(Options(page)).ToHaveCountAsync(24);
        await Expect(page.Locator("[data-part=tally]")).ToContainTextAsync("not seen yet");

        await Confirm(page).ClickAsync();
        await Expect(page.Locator("[data-part=toast]")).ToContainTextAsync("Look at all first");
        await Expect(page.Locator("[data-part=labelled]")).ToHaveTextAsync($"{Labelled} labelled");

        // Each press leads on to what was not in sight.
        for (var press = 0; press < 12 && await Confirm(page).GetAttributeAsync("data-state") == "more"; press++)
        {
            await Confirm(page).ClickAsync();
            await Task.Delay(300);
        }

        await Expect(Confirm(page)).ToHaveAttributeAsync("data-state", "ready");
        await Confirm(page).ClickAsync();
        await Expect(page.Locator("[data-part=labelled]")).ToHaveTextAsync($"{Labelled + 24} labelled");
    }

    [Fact]
    public async Task An_image_that_cannot_be_shown_is_left_out()
    {
        var page = await chromium.OpenAsync(width: 1280, height: 860);
        var broken = "";
        await page.RouteAsync(
            address => address.Contains("size=320", StringComparison.Ordinal),
            async route =>
            {
                broken = broken.Length == 0 ? route.Request.Url : broken;
                if (route.Request.Url == broken)
                    await route.FulfillAsync(new() { Status = 404 });
                else
                    await route.ContinueAsync();
            });
        await page.GotoAsync($"{_server!.Address}projects/1/grid");

        var taken = await page.Locator("h2 .class-chip").InnerTextAsync();
        await ConfirmAsync(page, $"Confirm 23 as {taken}, 1 cannot be shown");

        await Expect(page.Locator("[data-part=labelled]")).ToHaveTextAsync($"{Labelled + 23} labelled");
    }

    public async ValueTask InitializeAsync()
    {
        await PreparedFolders.CopyAsync("sorted-knots", _folder.Path, PrepareAsync);
        _server = await RunningServer.StartAsync(_folder["data"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();

        _folder.Dispose();
    }

    private async Task<IPage> OpenAsync(int width, int height)
    {
        var page = await chromium.OpenAsync(width: width, height: height);
        await page.GotoAsync($"{_server!.Address}projects/1/grid");
        await Expect(Options(page).First).ToBeVisibleAsync();
        return page;
    }

    private static ILocator Options(IPage page) => page.Locator(".board").GetByRole(AriaRole.Option);

    private static ILocator Confirm(IPage page) => page.Locator("[data-action=confirm]");

    private static async Task ConfirmAsync(IPage page, string tally)
    {
        await Expect(page.Locator("[data-part=tally]")).ToHaveTextAsync(tally);
        await Expect(Confirm(page)).ToHaveAttributeAsync("data-state", "ready");
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task PrepareAsync(string home)
    {
        var (known, waiting, data) = (Path.Combine(home, "known"), Path.Combine(home, "waiting"), Path.Combine(home, "data"));
        await MakeProjectAsync(new DataFolder(data));
        SortInto(known, 0, Labelled / Classes.Length, sorted: true);
        SortInto(waiting, 10, 40, sorted: false);
        await Activelabel.SucceedAsync("import", "Sorted knots", known, "--labels", "folder", "--data", data);
        await Activelabel.SucceedAsync("import", "Sorted knots", waiting, "--data", data);
        await Activelabel.SucceedAsync("featurize", "Sorted knots", "--data", data);
        await Activelabel.SucceedAsync("train", "Sorted knots", "--data", data);
    }

    /// <summary>Project 1. No practice before, and no new model in the middle of the story.</summary>
    private static async Task MakeProjectAsync(DataFolder data)
    {
        await using var services = new ServiceCollection().AddLogging().AddData(data).AddVision(data).BuildServiceProvider();
        await services.MigrateDatabaseAsync(CancellationToken.None);
        var network = services.GetRequiredService<IFeaturizerCatalogue>().DefaultNetwork;
        var policy = new ProjectPolicy { PracticeGoal = 0, RetrainAfter = 1000, AuditShare = 0 };
        var project = Project.Create("Sorted knots", Classes, network, TimeProvider.System.GetUtcNow(), policy);
        await services.GetRequiredService<IProjectStore>().AddAsync(project, CancellationToken.None);
    }

    private static void SortInto(string folder, int first, int count, bool sorted)
    {
        foreach (var (file, label) in SeedImages.Labels.Where(l => Classes.Contains(l.Label)).GroupBy(l => l.Label).SelectMany(g => g.Skip(first).Take(count)))
        {
            var target = sorted ? Path.Combine(folder, label) : folder;
            Directory.CreateDirectory(target);
            File.Copy(Path.Combine(SeedImages.Folder, file), Path.Combine(target, file));
        }
    }
}
