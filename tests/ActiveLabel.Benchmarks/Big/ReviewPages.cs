using System.Diagnostics;
using ActiveLabel.Benchmarks.Load;
using ActiveLabel.TestKit.Running;
using Microsoft.Playwright;

namespace ActiveLabel.Benchmarks.Big;

/// <summary>
/// How long pages of a big project take: the answer to the request for the page, and, in Chromium, from the start of the
/// navigation until its first content is painted. Of pages that filter, also the answers to their filters.
/// </summary>
internal static class ReviewPages
{
    /// <summary>Address within the project, and what is there once the page shows something of the project: one line a page.</summary>
    private static readonly (string Address, string Content)[] Pages =
    [
        ("", "main .tiles"),
        ("rounds", "main .sheet"),
        ("rounds/8", "main .tiles"),
        ("review", "main .confusion"),
        ("review/suspects", "main .suspect, main .empty"),
        ("review/compare", "main .compare-choice, main .empty"),
        ("people", "main table, main .empty"),
        ("people/work", "main table.people-work"),
        ("people/5", "main .tiles"),
        ("people/models", "main select"),
        ("settings", "main form"),
        ("changes", "main table, main .empty"),
        ("map", "main canvas, main .sheet"),
        ("images/50000/similar", "main .pick-grid"),
        ("practice/gold", "main .pick-grid, main h1"),
        ("images", ".tile-press img"),
        ("images/50000?label=answered&sort=suspicion", ".image-answers"),
    ];

    /// <summary>Links at the top of every page of a project, and the first content of where they lead.</summary>
    private static readonly (string Link, string Content)[] Clicks =
    [
        ("Overview", "main .tiles"), ("Images", ".tile-press img"), ("Rounds", "main .sheet"), ("Review", "main .confusion"), ("Map", "main canvas, main .sheet"),
        ("People", "main table, main .empty"), ("Settings", "main form"),
    ];

    /// <summary>What the Images page is asked for one after the other, and by what it shows that it is there.</summary>
    private static readonly string[] Filters =
    [
        "?label=answered", "?label=2", "?label=unanswered&sort=uncertainty", "?predicted=1&from=50&to=80", "?split=test&differs=yes", "?opinions=disagree&sort=disagreement",
        "?round=5", "?person=20&sort=suspicion", "?person=33&round=7&label=3", "?source=review", "?gold=yes", "?failed=yes", "?text=board-17", "?text=nothing",
        "?label=answered&split=pool&predicted=2&from=90&opinions=agree&sort=novelty", "?sort=novelty", "?sort=suspicion", "?label=poor",
    ];

    /// <summary>
    /// Arguments: [--data DIR, made by big-project; without it one is made] [--runs N] [--page ADDRESS, only that one; or clicks]
    /// [--settle S, seconds that the server has to itself first].
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var asked = new Arguments(args);
        using var folder = new TemporaryFolder();
        var data = asked.Text("data") ?? folder["data"];
        if (asked.Text("data") is null)
            await new BigProject(data, asked).MakeAsync();

        await using var server = await RunningServer.StartAsync(data);
        // It finds out ahead what looks alike, which takes both cores.
        await Task.Delay(TimeSpan.FromSeconds(asked.Number("settle", 20)));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        // The pages forbid scripts given as text, as the question for the first content is.
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BypassCSP = true });
        foreach (var (address, content) in Pages.Where(p => asked.Text("page") is not { } only || p.Address == only))
            await TimeAsync(server, context, $"projects/1/{address}".TrimEnd('/'), content, asked.Number("runs", 9));

        if (asked.Text("page") is null or "clicks")
            await ClickAsync(server, context, asked.Number("runs", 9));
        if (asked.Text("page") is null or "images")
            await FilterAsync(server, context, asked.Number("runs", 9));

        Console.WriteLine($"the server's memory in the end: {ServerSample.Of(server.ProcessId)!.Memory / 1e6:0} MB");
        return 0;
    }

    /// <summary>The first visit fills the browser's cache and the server's, and is told apart.</summary>
    private static async Task TimeAsync(RunningServer server, IBrowserContext context, string address, string content, int runs)
    {
        var (answered, painted) = (new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            using (var answer = await server.Client.GetAsync(new Uri(address, UriKind.Relative)))
                answer.EnsureSuccessStatusCode();
            answered.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            painted.Add(await PaintAsync(context, new Uri(server.Address, address), content));
        }

        Console.WriteLine($"{address}: at the first visit answered in {answered[0]:0} ms, first content painted after {painted[0]:0} ms");
        Figures.Print($"{address}: answered", answered[1..]);
        Figures.Print($"{address}: first content painted", painted[1..]);
    }

    /// <summary>From page to page by the links at the top, as people go: until the next one's first content is there.</summary>
    private static async Task ClickAsync(RunningServer server, IBrowserContext context, int runs)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "projects/1/people/models").ToString());
        await page.Locator("main select").First.WaitForAsync();
        var took = Clicks.ToDictionary(c => c.Link, _ => new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            foreach (var (link, content) in Clicks)
            {
                var started = Stopwatch.GetTimestamp();
                await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link, Exact = true }).First.ClickAsync();
                await page.Locator(content).First.WaitForAsync();
                if (run > 0) took[link].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                await Task.Delay(300);
            }
        }

        foreach (var (link, times) in took) Figures.Print($"{link}: by a click on its link", times);
        await page.CloseAsync();
    }

    /// <summary>From the choice to the images that fit it, or to the words that none does, in the page.</summary>
    private static async Task FilterAsync(RunningServer server, IBrowserContext context, int runs)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "projects/1/images").ToString());
        await page.Locator(".tile-press img").First.WaitForAsync();
        var (first, again) = (new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            foreach (var filter in Filters)
            {
                var took = await page.EvaluateAsync<double>(
                    """
                    filter => new Promise(done => {
                      const from = performance.now();
                      const before = document.querySelector(".gallery-rows").dataset.shown;
                      const look = () => {
                        const rows = document.querySelector(".gallery-rows");
                        if (rows.dataset.shown !== before && document.querySelector(".tile-press img, .gallery .empty")) done(performance.now() - from);
                        else requestAnimationFrame(look);
                      };
                      Blazor.navigateTo("projects/1/images" + filter);
                      requestAnimationFrame(look);
                    })
                    """,
                    filter);
                (run == 0 ? first : again).Add(took);
            }
        }

        Figures.Print("images: a filter for the first time", first);
        Figures.Print("images: a filter", again);
        await page.CloseAsync();
    }

    /// <summary>Milliseconds by the browser's own clock.</summary>
    private static async Task<double> PaintAsync(IBrowserContext context, Uri address, string content)
    {
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync($$"""
            new MutationObserver((_, observer) => {
              if (!document.querySelector({{System.Text.Json.JsonSerializer.Serialize(content)}})) return;
              observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => window.firstContent = performance.now()));
            }).observe(document, { childList: true, subtree: true });
            """);
        await page.GotoAsync(address.ToString());
        var painted = await (await page.WaitForFunctionAsync("window.firstContent", null, new PageWaitForFunctionOptions { Timeout = 120_000 })).JsonValueAsync<double>();
        await page.CloseAsync();
        return painted;
    }
}
