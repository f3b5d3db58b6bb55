using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Rounds;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Benchmarks.Load;

/// <summary>What the server promises about labels and leases, held against what the labelers saw and what the database holds.</summary>
internal sealed class Promises(LoadedProject project, IReadOnlyList<Labeler> crowd)
{
    /// <summary>A round's end is noted a little before its queue is written.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(250);

    public async Task<bool> CheckAsync()
    {
        await using var services = project.Services();
        var log = services.GetRequiredService<ILabelLog>();
        var rounds = await services.GetRequiredService<IRoundStore>().ListAsync(project.Id, default);
        var saved = crowd.SelectMany(l => l.Saved).ToList();
        var entries = (await Task.WhenAll(saved.Select(s => s.Image).Distinct().Chunk(500).Select(async some =>
        {
            var all = new List<LabelEntry>();
            foreach (var image in some) all.AddRange(await log.HistoryAsync(project.Id, image, default));
            return all;
        }))).SelectMany(e => e).ToLookup(e => e.Id);

        var lost = saved.Count(s => entries[s.Id].SingleOrDefault() is not { } entry || entry.ImageId != s.Image || entry.ClassId != project.Truth[s.Image]);
        var asked = saved.Select(s => s.Id).Concat(crowd.SelectMany(l => l.Unknown)).ToHashSet();
        var foreign = entries.Count(e => !asked.Contains(e.Key));
        var twice = crowd.SelectMany(l => l.Served).GroupBy(s => s.Image).Count(g => g.Count() > 1);
        var order = new ServingOrder(rounds, Slack).CountPassedOver([.. crowd.SelectMany(l => l.Served)], Ranks(saved, entries));
        var ready = rounds.Count(r => r.State == RoundState.Ready);
        Console.WriteLine($"acknowledged labels that are missing, double or changed: {lost}; labels that nobody gave: {foreign}");
        Console.WriteLine($"images given to two people: {twice}");
        Console.WriteLine($"images given while a better one of a round was free: {order.PassedOver} of {order.Judged}; {ready} rounds became ready meanwhile");
        Console.WriteLine($"of the images labelled, {Share(saved, entries):0.0%} had been picked by a round");
        var outlived = await OutlivedAsync(services);
        Console.WriteLine($"leases that outlived their time: {outlived}");
        return (lost, foreign, twice, order.PassedOver, outlived) == default;
    }

    private static Dictionary<long, (int Round, int Rank)> Ranks(List<Saved> saved, ILookup<Guid, LabelEntry> entries) =>
        saved.Select(s => entries[s.Id].First()).Where(e => e is { Round: not null, Rank: not null })
            .ToDictionary(e => e.ImageId, e => (e.Round!.Value, e.Rank!.Value));

    private static double Share(List<Saved> saved, ILookup<Guid, LabelEntry> entries) =>
        saved.Count == 0 ? 0 : (double)saved.Count(s => entries[s.Id].First().Round > 0) / saved.Count;

    /// <summary>Nobody gave anything back at the end, as if all machines had died: after the leases' time all must be free.</summary>
    private async Task<int> OutlivedAsync(ServiceProvider services)
    {
        await Task.Delay(TimeSpan.FromMinutes(LoadedProject.LeaseMinutes) + TimeSpan.FromSeconds(2));
        return (await services.GetRequiredService<ILabelQueue>().CountAsync(project.Id, TimeProvider.System.GetUtcNow(), default)).Leased;
    }
}
