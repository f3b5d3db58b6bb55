using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ActiveLabel.EndToEnd.Browser.Labelling;

/// <summary>The Label page of a project of drawn knots, as a person sees it.</summary>
internal sealed class Bench(IPage page)
{
    public IPage Page => page;

    public ILocator Connection => page.Locator("[data-part=connection]");

    public ILocator Labelled => page.Locator("[data-part=labelled]");

    public ILocator Toast => page.Locator("[data-part=toast]");

    /// <summary>The last answers, oldest first.</summary>
    public ILocator Trail => page.Locator("[data-part=trail] li");

    /// <summary>Makes the project 1 of a data folder, whose images nobody has labelled and no network has seen.</summary>
    public static Task PrepareAsync(TemporaryFolder folder, string classes = "sound,dry,encased") =>
        PreparedFolders.CopyAsync($"bench-{classes}", folder.Path, async home =>
        {
            var (knots, data) = (Path.Combine(home, "knots"), Path.Combine(home, "data"));
            SeedImages.CopyTo(knots, 8, "sound", "dry", "encased");
            File.Delete(Path.Combine(knots, "labels.csv"));
            await Activelabel.SucceedAsync("project", "create", "Knots", "--classes", classes, "--data", data);
            await Activelabel.SucceedAsync("import", "Knots", knots, "--data", data);
        });

    public static async Task<Bench> OpenAsync(IPage page, RunningServer server)
    {
        await page.GotoAsync(new Uri(server.Address, "projects/1/label").ToString());
        var bench = new Bench(page);
        await bench.CurrentAsync();
        return bench;
    }

    /// <summary>Id of the image on the stage.</summary>
    public async Task<string> CurrentAsync()
    {
        var image = page.Locator("[data-part=frame] [data-image-id]").First;
        await Expect(image).ToBeVisibleAsync();
        return (await image.GetAttributeAsync("data-image-id"))!;
    }

    public Task ExpectAsync(string image) => Expect(page.Locator($"[data-part=frame] [data-image-id='{image}']")).ToBeVisibleAsync();

    /// <summary>Presses a key as soon as a person could.</summary>
    /// <returns>Id of the image that was on the stage.</returns>
    public async Task<string> PressAsync(string key)
    {
        var image = await CurrentAsync();
        // Faster than a person can see, a press is taken for a bounce of the last one.
        await Task.Delay(100, TestContext.Current.CancellationToken);
        await page.Keyboard.PressAsync(key);
        return image;
    }

    /// <summary>Answers and waits until the image is gone from the stage.</summary>
    public async Task<string> LabelAsync(string key)
    {
        var image = await PressAsync(key);
        await Expect(page.Locator($"[data-part=frame] [data-image-id='{image}']")).ToHaveCountAsync(0);
        return image;
    }

    public async Task UndoAsync(string expected)
    {
        await page.Keyboard.PressAsync("u");
        await ExpectAsync(expected);
    }
}
