using ActiveLabel.Core.Changes;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;

namespace ActiveLabel.Data.Changes;

/// <summary>
/// Lines of the log of changes for labels that an admin gives outside the queue. The labels are in their own log: here is
/// how many they were, and the ids of the first and the last.
/// </summary>
internal static class CorrectionNotes
{
    /// <summary>Appends a label to the log, and its line to that of changes.</summary>
    public static async Task<AppendOutcome> AppendAsync(Writing writing, TimeProvider time, LabelEntry entry)
    {
        var outcome = await Appending.AppendAsync(writing, entry);
        await AddAsync(writing, time, [entry], [outcome]);
        return outcome;
    }

    /// <param name="outcomes">Of the entries, in their order.</param>
    public static async Task AddAsync(Writing writing, TimeProvider time, IReadOnlyList<LabelEntry> entries, IReadOnlyList<AppendOutcome> outcomes)
    {
        var corrected = entries.Zip(outcomes)
            .Where(e => e.Second != AppendOutcome.Repeated && IsCorrection(e.First)).Select(e => e.First)
            .GroupBy(e => (e.ProjectId, e.Source)).ToList();
        if (corrected.Count == 0)
            return;

        foreach (var some in corrected)
        {
            writing.Context.Note(time, some.Key.ProjectId, ChangeKind.Labels, ChangeAct.Changed, after: new Dictionary<string, object?>
            {
                ["Entries"] = some.Count(),
                ["Source"] = some.Key.Source,
                ["First"] = some.First().Id,
                ["Last"] = some.Last().Id,
            });
        }

        await writing.Context.SaveChangesAsync();
    }

    /// <summary>What comes from the queue, in the grid of it, or with the images themselves is labelling, not correcting.</summary>
    private static bool IsCorrection(LabelEntry entry) => entry.Source is not (LabelSource.Import or LabelSource.LabelPage or LabelSource.Grid);
}
