using System.Diagnostics;
using ActiveLabel.Core;
using ActiveLabel.Core.People.Agreement;
using ActiveLabel.Core.People.Work;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Benchmarks.Big;

/// <summary>How long it takes to tell how the people of a big project label: reading the log, the agreement of all, and each person.</summary>
internal static class PeopleAtScale
{
    /// <summary>Arguments: --data DIR [--runs N].</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var asked = new Arguments(args);
        if (asked.Text("data") is not { } folder)
        {
            await Console.Error.WriteLineAsync("Say of which data: people-work --data DIR");
            return 2;
        }

        await using var services = new ServiceCollection().AddLogging().AddData(new DataFolder(folder)).BuildServiceProvider();
        await services.MigrateDatabaseAsync(default);
        var project = (await services.GetRequiredService<IProjectStore>().ListAsync(default))[0];
        long[] classes = [.. project.Classes.Select(c => c.Id)];
        var log = services.GetRequiredService<IWorkLog>();
        var times = new Dictionary<string, List<double>>();
        for (var run = 0; run < asked.Number("runs", 7) + 1; run++)
        {
            var lines = await TimeAsync("reading the log", () => log.ReadAsync(project.Id, 0, default), run);
            var standing = Time("answers that stand", () => StandingAnswers.Of(lines, classes), run);
            Time("alpha and kappa with intervals", () => GroupAgreement.Of(standing.Ratings), run);
            Time("kappa of all pairs", () => PairAgreement.OfAll(standing.Ratings), run);
            Time("each against the others", () => JudgedByOthers.OfAll(standing.Ratings), run);
            var work = Time("all of it but reading", () => PeopleWork.Of(lines, classes), run);
            await TimeAsync("reading what is new, where nothing is", () => log.ReadAsync(project.Id, lines[^1].Sequence, default), run);
            if (run == 0)
                Console.WriteLine($"{lines.Count:N0} entries, {work.Images:N0} images, {work.People.Count} people, {work.Pairs.Count:N0} pairs; the first run is left out");
        }

        foreach (var (what, milliseconds) in times)
        {
            Figures.Print(what, milliseconds);
        }

        return 0;

        T Time<T>(string what, Func<T> work, int run)
        {
            var started = Stopwatch.GetTimestamp();
            var result = work();
            Keep(what, Stopwatch.GetElapsedTime(started), run);
            return result;
        }

        async Task<T> TimeAsync<T>(string what, Func<Task<T>> work, int run)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await work();
            Keep(what, Stopwatch.GetElapsedTime(started), run);
            return result;
        }

        void Keep(string what, TimeSpan took, int run)
        {
            if (!times.TryGetValue(what, out var known))
                times[what] = known = [];
            if (run > 0)
                known.Add(took.TotalMilliseconds);
        }
    }
}
