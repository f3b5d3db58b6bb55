using System.Diagnostics;
using System.Text.Json;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Rounds;
using ActiveLabel.TestKit.Running;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Benchmarks;

/// <summary>
/// A server process on a large project with many labels, and somebody who labels three images a second: how long it takes
/// from the label that makes a round due to the reordered queue, and whether labelling waits for rounds.
/// </summary>
internal static class PoolRounds
{
    private const int RetrainAfter = 10;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1) / 3;

    /// <summary>Arguments: [--images N] [--length N] [--labels N] [--tests N] [--rounds N].</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var numbers = new Arguments(args);
        var rounds = numbers.Number("rounds", 20);
        using var folder = new TemporaryFolder();
        var pool = new MadeUpPool(
            folder["data"], numbers.Number("images", 100_000), numbers.Number("length", 576), numbers.Number("labels", 500), numbers.Number("tests", 0));
        await pool.MakeAsync();
        await using var services = pool.Services();
        var store = services.GetRequiredService<IRoundStore>();
        await using (var server = await RunningServer.StartAsync(folder["data"]))
        {
            // The labels of the beginning make a round due as soon as the server starts: with all that is made but once.
            await WaitAsync(async () => (await store.ListAsync(pool.ProjectId, default)) is [{ IsOver: true }, ..]);
            var (between, during) = await LabelAsync(server, pool, rounds);
            Figures.Print("a label saved and the next leased, between rounds", between);
            Figures.Print("a label saved and the next leased, while a round computes", during);
        }

        var all = (await store.ListAsync(pool.ProjectId, default)).Where(r => r.IsOver).ToList();
        Console.WriteLine($"first round, after the server's start: {(all[0].FinishedAt - all[0].StartedAt)!.Value.TotalMilliseconds:0} ms");
        Figures.Print("label to reordered queue", await UntilReadyAsync(services, pool, all));
        return await RebuildAsync(folder["data"], pool.Name, all) ? 0 : 1;
    }

    /// <summary>Does the first round again, in which the graph was made, and the newest, each by the command in a process of its own.</summary>
    private static async Task<bool> RebuildAsync(string data, string project, List<Round> rounds)
    {
        var all = true;
        foreach (var round in rounds.Take(1).Concat(rounds.TakeLast(3)))
        {
            var ended = await Activelabel.RunAsync("rounds", "rebuild", project, $"{round.Number}", "--data", data, "--json");
            var (took, then) = (ended.Json.GetProperty("seconds").GetDouble(), ended.Json.GetProperty("roundSeconds").GetDouble());
            Console.WriteLine(
                $"rebuild of round {round.Number}: {ended.Json.GetProperty("verdict").GetString()}, {took * 1000:0} ms; the round took {then * 1000:0} ms for the same, "
                + $"{(round.FinishedAt - round.StartedAt)!.Value.TotalMilliseconds:0} ms in all");
            all &= ended.ExitCode == 0;
        }

        return all;
    }

    private static async Task<(List<double> Between, List<double> During)> LabelAsync(RunningServer server, MadeUpPool pool, int rounds)
    {
        var client = new LabelingClient(server.Client, pool.ProjectId, "benchmark-session");
        var held = new Queue<long>(Ids(await client.LeaseAsync(2)));
        var (between, during) = (new List<double>(), new List<double>());
        var (number, wasUnderWay) = (1, false);
        while (number <= rounds || wasUnderWay)
        {
            var next = Task.Delay(Pace);
            var image = held.Dequeue();
            var started = Stopwatch.GetTimestamp();
            var answer = await client.LabelAsync(Guid.NewGuid(), image, pool.Truth[image], most: 2, holding: [.. held]);
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var round = answer.GetProperty("state").GetProperty("round");
            number = round.GetProperty("number").GetInt32();
            var isUnderWay = round.GetProperty("state").GetString() is not ("ready" or "failed" or "notEnoughLabels");
            (isUnderWay || wasUnderWay ? during : between).Add(took);
            wasUnderWay = isUnderWay;
            foreach (var id in Ids(answer)) held.Enqueue(id);
            await next;
        }

        return (between, during);
    }

    private static IEnumerable<long> Ids(JsonElement answer) => answer.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("id").GetInt64());

    /// <summary>A round is due by the label that fills up the number after the round before read its labels.</summary>
    private static async Task<List<double>> UntilReadyAsync(ServiceProvider services, MadeUpPool pool, List<Round> rounds)
    {
        var person = (await services.GetRequiredService<Core.People.IPersonStore>().GetAsync(Core.People.PersonKind.Local, default)).Id;
        var labels = (await services.GetRequiredService<ILabelLog>().RecentAsync(pool.ProjectId, person, int.MaxValue, default)).Select(l => l.At).Order().ToList();
        return
        [
            .. rounds.Skip(1).Zip(rounds, (round, before) =>
                (round.FinishedAt!.Value - labels.Where(at => at > before.StartedAt).ElementAt(RetrainAfter - 1)).TotalMilliseconds),
        ];
    }

    private static async Task WaitAsync(Func<Task<bool>> until)
    {
        var watch = Stopwatch.StartNew();
        while (!await until())
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(5)) throw new TimeoutException("The rounds did not come to an end.");
            await Task.Delay(200);
        }
    }
}
