using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;

namespace ActiveLabel.Benchmarks;

/// <summary>
/// Key press to next image painted, as the page itself measures it in Chromium on loopback, while models train on the
/// same machine: three labels a second, a retraining after every ten.
/// </summary>
internal static class KeyPress
{
    private const int Labels = 150;
    private const int PauseMilliseconds = 330;

    public static async Task<int> RunAsync()
    {
        using var folder = new TemporaryFolder();
        string[] data = ["--data", folder["data"]];
        await Activelabel.SucceedAsync(["project", "create", "key-press", "--classes", "sound,dry,encased,decayed", .. data]);
        await Activelabel.SucceedAsync(["import", "key-press", SeedImages.Folder, .. data]);
        await Activelabel.SucceedAsync(["featurize", "key-press", .. data]);
        await using var server = await RunningServer.StartAsync(folder["data"]);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"{server.Address}projects/1/label");
        await page.Locator("[data-part=frame] [data-image-id]").WaitForAsync();
        await page.WaitForTimeoutAsync(1000);
        for (var label = 0; label < Labels; label++)
        {
            await page.Keyboard.PressAsync($"{(label % 4) + 1}");
            await page.WaitForTimeoutAsync(PauseMilliseconds);
        }

        var measured = await page.EvaluateAsync<double[]>("performance.getEntriesByName('activelabel:press-to-paint').map(m => m.duration)");
        Figures.Print("key press to next image painted", [.. measured]);
        return 0;
    }
}
