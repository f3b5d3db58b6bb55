using System.Diagnostics;
using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;

namespace ActiveLabel.Benchmarks.Load;

/// <summary>
/// What one open Label page costs the server in memory and processor time: real pages in Chromium, opened a few at a time
/// until there are as many as asked for, first left alone and then labelling at a pace.
/// </summary>
internal static class OpenPages
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    /// <summary>Arguments: [--pages N] [--steps N] [--a-minute N, labels of each page].</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var asked = new Arguments(args);
        var (most, steps, perMinute) = (asked.Number("pages", 40), asked.Number("steps", 4), asked.Number("a-minute", 30));
        using var folder = new TemporaryFolder();
        var project = new LoadedProject(folder["data"], images: 20_000, length: 64);
        await project.MakeAsync(batch: 100, labelers: 0);
        await using var server = await RunningServer.StartAsync(folder["data"]);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });

        var pages = new List<IPage>();
        Console.WriteLine($"{"pages",6}{"memory, MB",12}{"cores, idle",13}{$"cores, {perMinute} labels a minute each",34}");
        for (var step = 0; step <= steps; step++)
        {
            while (pages.Count < most * step / steps) pages.Add(await OpenAsync(browser, server, project.Id));
            var idle = await CoresAsync(server, Task.Delay(Look));
            var busy = await CoresAsync(server, Task.WhenAll(pages.Select((page, i) => PressAsync(page, i, perMinute))));
            Console.WriteLine($"{pages.Count,6}{ServerSample.Of(server.ProcessId)!.Memory / 1e6,12:0}{idle,13:0.000}{(pages.Count == 0 ? "" : $"{busy:0.000}"),34}");
        }

        return 0;
    }

    /// <summary>Each page with a profile of its own, as people have.</summary>
    private static async Task<IPage> OpenAsync(IBrowser browser, RunningServer server, long projectId)
    {
        var page = await (await browser.NewContextAsync()).NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync($"{server.Address}projects/{projectId}/label");
        await page.Locator("[data-part=frame] [data-image-id]").WaitForAsync();
        return page;
    }

    private static async Task PressAsync(IPage page, int number, int perMinute)
    {
        var pause = TimeSpan.FromMinutes(1) / perMinute;
        await Task.Delay(pause * new Random(number).NextDouble());
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Look; await Task.Delay(pause))
            await page.Keyboard.PressAsync("1");
    }

    /// <summary>Cores that the server uses while the work lasts.</summary>
    private static async Task<double> CoresAsync(RunningServer server, Task work)
    {
        var before = ServerSample.Of(server.ProcessId)!;
        await work;
        var after = ServerSample.Of(server.ProcessId)!;
        return (after.Processor - before.Processor) / Stopwatch.GetElapsedTime(before.At, after.At);
    }
}
