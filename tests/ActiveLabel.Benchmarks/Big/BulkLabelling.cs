using System.Diagnostics;
using System.Text.Json;
using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;

namespace ActiveLabel.Benchmarks.Big;

/// <summary>
/// Many images labelled at once on the Images page, in Chromium, and taken back at once, while somebody labels five images
/// a second: how long that takes, and how long they wait.
/// </summary>
internal static class BulkLabelling
{
    private const int LabelsASecond = 5;

    /// <summary>Arguments: [--images N, all of which are labelled at once].</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var images = new Arguments(args).Number("images", 10_000);
        using var folder = new TemporaryFolder();
        var pool = new MadeUpPool(folder["data"], images, length: 64, labels: 0, tests: 0);
        await pool.MakeAsync();
        await using var server = await RunningServer.StartAsync(folder["data"]);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(120_000);
        await page.GotoAsync($"{server.Address}projects/{pool.ProjectId}/images");
        await page.Locator(".gallery-row .tile-press").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Choose all {images:N0}" }).ClickAsync();

        Figures.Print("a label saved and the next leased, before", await LabelAsync(server, pool, Task.Delay(TimeSpan.FromSeconds(10))));
        await page.Locator(".chosen-class").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Label {images:N0} images" }).ClickAsync();
        await TimeAsync("labelled at once", server, pool, page.GetByRole(AriaRole.Button, new() { Name = "Take them back" }).WaitForAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Take them back" }).ClickAsync();
        await TimeAsync("taken back at once", server, pool, page.GetByText("labels taken back").WaitForAsync());
        return 0;
    }

    private static async Task TimeAsync(string what, RunningServer server, MadeUpPool pool, Task done)
    {
        var watch = Stopwatch.StartNew();
        var waited = await LabelAsync(server, pool, done);
        Console.WriteLine($"{what}: {watch.Elapsed.TotalSeconds:0.0} s");
        Figures.Print("a label saved and the next leased meanwhile", waited);
    }

    private static async Task<List<double>> LabelAsync(RunningServer server, MadeUpPool pool, Task until)
    {
        var client = new LabelingClient(server.Client, pool.ProjectId, Guid.NewGuid().ToString());
        var held = new Queue<long>(Ids(await client.LeaseAsync(2)));
        var waited = new List<double>();
        while (!until.IsCompleted && held.TryDequeue(out var image))
        {
            var next = Task.Delay(TimeSpan.FromSeconds(1) / LabelsASecond);
            var started = Stopwatch.GetTimestamp();
            var answer = await client.LabelAsync(Guid.NewGuid(), image, pool.Truth[image], most: 2, holding: [.. held]);
            waited.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            foreach (var id in Ids(answer)) held.Enqueue(id);
            await next;
        }

        await until;
        return waited;
    }

    private static IEnumerable<long> Ids(JsonElement answer) => answer.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("id").GetInt64());
}
