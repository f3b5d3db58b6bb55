using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Rounds;
using ActiveLabel.TestKit.Running;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Benchmarks;

/// <summary>A server process on a large project, and somebody who confirms page after page of the grid while rounds come and go.</summary>
internal static class GridPages
{
    /// <summary>Arguments: [--images N] [--length N] [--labels N] [--pages N] [--size N].</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var numbers = new Arguments(args);
        using var folder = new TemporaryFolder();
        var pool = new MadeUpPool(folder["data"], numbers.Number("images", 100_000), numbers.Number("length", 576), numbers.Number("labels", 500), tests: 0);
        await pool.MakeAsync();
        await using var services = pool.Services();
        var rounds = services.GetRequiredService<IRoundStore>();
        await using var server = await RunningServer.StartAsync(folder["data"]);
        while ((await rounds.StandingAsync(pool.ProjectId, default)).Ready is null)
        {
            await Task.Delay(100);
        }

        var (leased, saved) = (new List<double>(), new List<double>());
        for (var page = 0; page <= numbers.Number("pages", 30); page++)
        {
            var session = Guid.NewGuid().ToString();
            var (answer, took) = await AskAsync(server, pool, "page", new { session, size = numbers.Number("size", 24) });
            if (page == 0)
                Console.WriteLine($"the first page, with all that is made but once: {took:0} ms");
            else
                leased.Add(took);

            var labels = answer.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("id").GetInt64())
                .Select(id => new { id = Guid.NewGuid(), imageId = id, kind = "class", classId = pool.Truth[id] }).ToList();
            saved.Add((await AskAsync(server, pool, "answers", new { session, labels })).Milliseconds);
            await Task.Delay(500);
        }

        Figures.Print("a page leased", leased);
        Figures.Print("a page's labels saved", saved);
        Console.WriteLine($"{(await services.GetRequiredService<ILabelLog>().ProgressAsync(pool.ProjectId, default)).Labelled} labels, {(await rounds.ListAsync(pool.ProjectId, default)).Count} rounds meanwhile");
        return 0;
    }

    private static async Task<(JsonElement Answer, double Milliseconds)> AskAsync(RunningServer server, MadeUpPool pool, string verb, object body)
    {
        var started = Stopwatch.GetTimestamp();
        using var reply = await server.Client.PostAsJsonAsync(new Uri($"api/projects/{pool.ProjectId}/grid/{verb}", UriKind.Relative), body);
        reply.EnsureSuccessStatusCode();
        var answer = await reply.Content.ReadFromJsonAsync<JsonElement>();
        return (answer, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
