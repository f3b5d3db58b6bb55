using System.Security.Cryptography;
using System.Text.Json;
using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser;

/// <summary>Practice failed and passed, being let in without, and instructions with a picture, in a real browser.</summary>
public sealed class PracticeStoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string[] Classes = ["sound", "dry", "encased"];

    /// <summary>SHA-256 of a drawn picture to the key of its class: how this test knows what it sees.</summary>
    private static readonly Dictionary<string, string> Keys = SeedImages.Labels.Where(l => Classes.Contains(l.Label)).ToDictionary(
        l => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(SeedImages.Folder, l.File)))),
        l => $"{Array.IndexOf(Classes, l.Label) + 1}");

    [Fact]
    public async Task Labelling_stays_closed_while_practice_is_failed_and_opens_when_it_is_passed()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var page = await chromium.OpenAsync();
        await page.GotoAsync(new Uri(server.Address, "projects/1/label").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Practise first" })).ToBeVisibleAsync();
        (await LeaseStatusAsync(page, server)).ShouldBe(403);
        await page.GetByRole(AriaRole.Link, new() { Name = "Start practice" }).ClickAsync();

        for (var wrong = 0; wrong < 15; wrong++)
        {
            await AnswerAsync(page, right: false);
        }

        await Expect(page.Locator("[data-part=recent]")).ToHaveTextAsync("0 of the last 15 right");
        (await LeaseStatusAsync(page, server)).ShouldBe(403, "fifteen answers are not enough if they are wrong");

        var passed = page.GetByRole(AriaRole.Heading, new() { Name = "You have got it" });
        for (var answers = 0; answers < 40 && !await passed.IsVisibleAsync(); answers++)
        {
            await AnswerAsync(page, right: true);
        }

        await Expect(passed).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-part=labelled]")).ToContainTextAsync("0 labelled");
        (await LeaseStatusAsync(page, server)).ShouldBe(200);
    }

    [Fact]
    public async Task An_admin_lets_somebody_in_without_practice_and_it_holds_when_the_page_is_loaded_again()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var page = await chromium.OpenAsync();
        await page.GotoAsync(new Uri(server.Address, "projects/1/label").ToString());

        await page.GetByRole(AriaRole.Button, new() { Name = "Label without practice" }).ClickAsync();
        await CurrentAsync(page);
        await page.ReloadAsync();
        await CurrentAsync(page);

        await page.GotoAsync(new Uri(server.Address, "projects/1/practice/gold").ToString());
        var row = page.Locator(".results tbody tr").First;
        await Expect(row).ToContainTextAsync("let in");
        await row.GetByRole(AriaRole.Button, new() { Name = "Ask for practice" }).ClickAsync();
        await Expect(row).ToContainTextAsync("not begun");
        (await LeaseStatusAsync(page, server)).ShouldBe(403);
    }

    [Fact]
    public async Task Instructions_are_written_with_a_picture_which_labelers_see()
    {
        using var folder = new TemporaryFolder();
        await PrepareAsync(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var page = await chromium.OpenAsync();
        await page.GotoAsync(new Uri(server.Address, "projects/1/instructions").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();

        await page.GetByLabel("Everything else").FillAsync("Mind the **ring**.\n\n![elsewhere](https://elsewhere.example/x.png)\n\n");
        await Expect(page.GetByText("Pictures that do not lie in the project are not shown")).ToBeVisibleAsync();
        await page.Locator("[data-part=file]").SetInputFilesAsync(Path.Combine(SeedImages.Folder, SeedImages.Labels[0].File));
        var preview = page.Locator(".editor-preview .markdown img");
        await Expect(preview).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pick examples of sound" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Example:" }).First.ClickAsync();
        await Expect(page.GetByText("1 example picked, of at most 8.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        var picture = page.Locator(".instructions .markdown img");
        await Expect(picture).ToBeVisibleAsync();
        (await picture.EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)")).ShouldBeGreaterThan(10);
        await Expect(page.Locator(".instructions .markdown strong")).ToHaveTextAsync("ring");
        await Expect(page.Locator(".definition").First.Locator(".definition-pictures img")).ToHaveCountAsync(1);
    }

    /// <summary>Project 1 of a data folder: eight images of each class to practise on, and four of each to label.</summary>
    private static Task PrepareAsync(TemporaryFolder folder) => PreparedFolders.CopyAsync("practice", folder.Path, async home =>
    {
        var (labelled, unlabelled, data) = (Path.Combine(home, "labelled"), Path.Combine(home, "unlabelled"), Path.Combine(home, "data"));
        foreach (var group in SeedImages.Labels.Where(l => Classes.Contains(l.Label)).GroupBy(l => l.Label))
        {
            foreach (var (index, (file, label)) in group.Take(12).Index())
            {
                var target = index < 4 ? unlabelled : Path.Combine(labelled, label);
                Directory.CreateDirectory(target);
                File.Copy(Path.Combine(SeedImages.Folder, file), Path.Combine(target, file));
            }
        }

        await Activelabel.SucceedAsync("project", "create", "Knots", "--classes", string.Join(',', Classes), "--data", data);
        await Activelabel.SucceedAsync("import", "Knots", labelled, "--labels", "folder", "--split", "test", "--data", data);
        await Activelabel.SucceedAsync("import", "Knots", unlabelled, "--data", data);
    });

    private static async Task<int> LeaseStatusAsync(IPage page, RunningServer server)
    {
        var reply = await page.APIRequest.PostAsync(
            new Uri(server.Address, "api/projects/1/lease").ToString(),
            new() { DataString = JsonSerializer.Serialize(new { session = "practice-story", most = 1 }), Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } });
        return reply.Status;
    }

    private static async Task AnswerAsync(IPage page, bool right)
    {
        var verdict = page.Locator("[data-part=verdict]");
        var key = await KeyOfAsync(page, await CurrentAsync(page));
        await page.Keyboard.PressAsync(right ? key : key == "1" ? "2" : "1");
        await Expect(verdict).ToBeVisibleAsync();
        // A verdict stays long enough that a second tap cannot skip it, so the key may have to be pressed again.
        do
        {
            await page.Keyboard.PressAsync("Space");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        while (await verdict.IsVisibleAsync());
    }

    private static async Task<string> CurrentAsync(IPage page)
    {
        var image = page.Locator("[data-part=frame] [data-image-id]").First;
        await Expect(image).ToBeVisibleAsync();
        return (await image.GetAttributeAsync("data-image-id"))!;
    }

    private static async Task<string> KeyOfAsync(IPage page, string image)
    {
        var answer = await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), $"/api/projects/1/images/{image}").ToString());
        return Keys[Convert.ToHexString(SHA256.HashData(await answer.BodyAsync()))];
    }
}
