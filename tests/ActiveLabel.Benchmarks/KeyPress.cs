using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;

namespace ActiveLabel.Benchmarks;

/// <summary>
/// Key press to next image painted, as the page itself measures it in Chromium on loopback, while models train on the
/// same machine: three labels a second, a retraining after every ten. A round trip can be added to every request.
/// </summary>
internal static class KeyPress
{
    private const int PauseMilliseconds = 330;

    /// <summary>Arguments: [--labels N] [--round-trip MS].</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var asked = new Arguments(args);
        var labels = asked.Number("labels", 150);
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
        await DelayAsync(page, asked.Number("round-trip", 0));
        await page.GotoAsync($"{server.Address}projects/1/label");
        await page.Locator("[data-part=frame] [data-image-id]").WaitForAsync();
        await page.WaitForTimeoutAsync(1000);
        for (var label = 0; label < labels; label++)
        {
            await page.Keyboard.PressAsync($"{(label % 4) + 1}");
            await page.WaitForTimeoutAsync(PauseMilliseconds);
        }

        var measured = await page.EvaluateAsync<double[]>("performance.getEntriesByName('activelabel:press-to-paint').map(m => m.duration)");
        Figures.Print("key press to next image painted", [.. measured]);
        return 0;
    }

    /// <summary>Chromium holds each answer back for so long; the page's circuit, which labelling does not use, is not delayed.</summary>
    private static async Task DelayAsync(IPage page, int milliseconds)
    {
        if (milliseconds == 0) return;
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("Network.enable");
        await tools.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = milliseconds,
            ["downloadThroughput"] = -1,
            ["uploadThroughput"] = -1,
        });
    }
}
