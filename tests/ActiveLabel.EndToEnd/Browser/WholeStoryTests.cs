using System.Security.Cryptography;
using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser;

/// <summary>What a newcomer does in the first minutes, in a real browser against the real program.</summary>
public sealed class WholeStoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Labels = 40;

    private static readonly string[] Classes = ["sound", "dry", "encased"];

    /// <summary>SHA-256 of a drawn picture to the key of its class: how this test knows what it sees.</summary>
    private static readonly Dictionary<string, string> Keys = SeedImages.Labels.Where(l => Classes.Contains(l.Label)).ToDictionary(
        l => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(SeedImages.Folder, l.File)))),
        l => $"{Array.IndexOf(Classes, l.Label) + 1}");

    [Fact]
    public async Task From_a_folder_to_a_reviewed_model()
    {
        using var folder = new TemporaryFolder();
        PrepareImages(folder);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        var page = await chromium.OpenAsync();

        await CreateProjectAsync(page, server.Address, folder["unlabelled"]);
        await AddTestImagesAsync(page, folder["labelled"]);
        await PractiseAsync(page);
        await LabelAndSeeTwoRetrainingsAsync(page);
        await CorrectALabelAsync(page);
        await ChangeTheSettingsAsync(page);
        await LookWhereItComesFromAsync(page);
    }

    /// <summary>90 images that nobody has labelled, and 20 of each class in a subfolder of its name.</summary>
    private static void PrepareImages(TemporaryFolder folder)
    {
        foreach (var group in SeedImages.Labels.Where(l => Classes.Contains(l.Label)).GroupBy(l => l.Label))
        {
            foreach (var (index, (file, label)) in group.Take(50).Index())
            {
                var target = index < 30 ? folder["unlabelled"] : folder["labelled", label];
                Directory.CreateDirectory(target);
                File.Copy(Path.Combine(SeedImages.Folder, file), Path.Combine(target, file));
            }
        }
    }

    private static async Task CreateProjectAsync(IPage page, Uri address, string images)
    {
        await page.GotoAsync(address.ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "New project" }).First.ClickAsync();
        await page.GetByLabel("Name of the project").FillAsync("Knots of the story");
        await ChooseFolderAsync(page, images);
        await page.GetByLabel("Name of a class").FillAsync("sound, dry, encased");
        await page.GetByLabel("Name of a class").PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the project and import" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Knots of the story" })).ToBeVisibleAsync();
        await Expect(page.GetByText("of 90 in the pool")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    private static async Task AddTestImagesAsync(IPage page, string images)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Add images" }).First.ClickAsync();
        await ChooseFolderAsync(page, images);
        await page.GetByLabel("By subfolder").ClickAsync();
        await page.GetByLabel("Percent of the images kept for testing").PressAsync("End");
        await Expect(page.GetByText("100% of each class are set aside")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();

        await Expect(page.GetByText("60 with a known class")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    private static async Task ChooseFolderAsync(IPage page, string path)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "They lie in a folder there already" }).ClickAsync();
        await page.GetByLabel("Folder on the machine that serves these pages").FillAsync(path);
        await page.GetByLabel("Folder on the machine that serves these pages").PressAsync("Tab");
    }

    private static async Task PractiseAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Practice" }).First.ClickAsync();
        var verdict = page.Locator("[data-part=verdict]");
        var passed = page.GetByRole(AriaRole.Heading, new() { Name = "You have got it" });

        // One slip on purpose: the answer names the right class at once.
        await page.Keyboard.PressAsync(await KeyOfCurrentAsync(page) == "1" ? "2" : "1");
        await Expect(verdict).ToBeVisibleAsync();
        await Expect(verdict).ToContainTextAsync("Not this time", new() { IgnoreCase = true });
        await GoOnAsync(page, verdict);
        for (var answers = 0; answers < 40 && !await passed.IsVisibleAsync(); answers++)
        {
            await page.Keyboard.PressAsync(await KeyOfCurrentAsync(page));
            await Expect(verdict).ToBeVisibleAsync();
            await GoOnAsync(page, verdict);
        }

        await Expect(passed).ToBeVisibleAsync();
    }

    /// <summary>A verdict stays long enough that a second tap cannot skip it, so the key may have to be pressed again.</summary>
    private static async Task GoOnAsync(IPage page, ILocator verdict)
    {
        do
        {
            await page.Keyboard.PressAsync("Space");
            await Task.Delay(50);
        }
        while (await verdict.IsVisibleAsync());
    }

    private async Task LabelAndSeeTwoRetrainingsAsync(IPage page)
    {
        var project = page.Url[..page.Url.IndexOf("/practice", StringComparison.Ordinal)];
        var rounds = await chromium.OpenAsync();
        await rounds.GotoAsync($"{project}/rounds");
        var ready = rounds.Locator(".rounds-table tbody tr").Filter(new() { HasText = "Ready" });
        await Expect(ready).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-part=labelled]")).ToContainTextAsync("0 labelled");
        for (var label = 1; label <= Labels; label++)
        {
            var image = await CurrentAsync(page);
            // Faster than a person can see, a press is taken for a bounce of the last one.
            await Task.Delay(100);
            await page.Keyboard.PressAsync(await KeyOfAsync(page, image));
            await Expect(page.Locator($"[data-part=frame] [data-image-id='{image}']")).ToHaveCountAsync(0);
            if (label % 15 == 0)
                await Expect(ready).Not.ToHaveCountAsync(label / 15 - 1, new() { Timeout = 30_000 });
        }

        await Expect(page.Locator("[data-part=labelled]")).ToContainTextAsync($"{Labels} labelled");
        (await ready.CountAsync()).ShouldBeGreaterThanOrEqualTo(2, "the open Rounds page shows each retraining by itself");
        await rounds.Context.CloseAsync();
    }

    private static async Task CorrectALabelAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Review" }).First.ClickAsync();
        var matrix = page.Locator("table.confusion tbody");
        await Expect(matrix).ToBeVisibleAsync();
        var before = await matrix.InnerTextAsync();

        await matrix.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.Locator("#cell-heading")).ToBeVisibleAsync();
        var label = page.Locator(".answers .answer[aria-pressed=true]").First;
        var old = await label.InnerTextAsync();
        await page.Locator(".thumbs button").First.FocusAsync();
        await page.Keyboard.PressAsync(old.Contains("sound", StringComparison.Ordinal) ? "3" : "1");

        await Expect(matrix).Not.ToHaveTextAsync(before, new() { UseInnerText = true });
        (await matrix.InnerTextAsync()).ShouldNotBe(before);
    }

    /// <summary>The next round takes what was set: its row in the table tells.</summary>
    private static async Task ChangeTheSettingsAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).First.ClickAsync();
        await page.GetByLabel("Images in a batch").FillAsync("0");
        await Expect(page.GetByText("Images in a batch: a whole number from 1 to 1,000, please.")).ToBeVisibleAsync();
        await page.GetByLabel("Images in a batch").FillAsync("4");
        await page.GetByLabel("How images are chosen").SelectOptionAsync("entropy");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Saved. The next round takes it.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Rounds" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retrain now" }).ClickAsync();
        var newest = page.Locator(".rounds-table tbody tr").First;
        await Expect(newest).ToContainTextAsync("entropy", new() { Timeout = 30_000 });
        await Expect(newest).ToContainTextAsync("ready", new() { Timeout = 30_000 });
        await Expect(page.Locator(".stopping h2")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).First.ClickAsync();
        await Expect(page.GetByLabel("Images in a batch")).ToHaveValueAsync("4");

        await page.GetByRole(AriaRole.Link, new() { Name = "Who changed what" }).ClickAsync();
        var newestChange = page.Locator("tbody tr").First;
        await Expect(newestChange).ToContainTextAsync("Local");
        await Expect(newestChange).ToContainTextAsync("the batch size from");
    }

    /// <summary>From a figure to where it comes from, and the same model once more.</summary>
    private static async Task LookWhereItComesFromAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Rounds" }).First.ClickAsync();
        await page.Locator(".rounds-table tbody tr").First.GetByRole(AriaRole.Link, new() { Name = "Where round" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rebuild and verify" }).ClickAsync();
        await Expect(page.Locator(".rebuild .note")).ToContainTextAsync("Identical", new() { Timeout = 60_000 });
    }

    private static async Task<string> KeyOfCurrentAsync(IPage page) => await KeyOfAsync(page, await CurrentAsync(page));

    private static async Task<string> CurrentAsync(IPage page)
    {
        var image = page.Locator("[data-part=frame] [data-image-id]").First;
        await Expect(image).ToBeVisibleAsync();
        return (await image.GetAttributeAsync("data-image-id"))!;
    }

    private static async Task<string> KeyOfAsync(IPage page, string image)
    {
        var project = page.Url.Split("/projects/")[1].Split('/')[0];
        var answer = await page.APIRequest.GetAsync($"{new Uri(page.Url).GetLeftPart(UriPartial.Authority)}/api/projects/{project}/images/{image}");
        return Keys[Convert.ToHexString(SHA256.HashData(await answer.BodyAsync()))];
    }
}
