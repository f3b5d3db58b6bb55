using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Changes;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal sealed class LabelLog(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts, TimeProvider time) : ILabelLog
{
    public Task<AppendOutcome> AppendAsync(LabelEntry entry, CancellationToken cancel) =>
        writer.DoAsync(
            writing => CorrectionNotes.AppendAsync(writing, time, entry),
            cancel);

    public Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<LabelEntry> entries, CancellationToken cancel) =>
        writer.DoAsync<IReadOnlyList<AppendOutcome>>(
            async writing =>
            {
                var outcomes = new List<AppendOutcome>(entries.Count);
                foreach (var entry in entries)
                {
                    outcomes.Add(await Appending.AppendAsync(writing, entry));
                }

                await CorrectionNotes.AddAsync(writing, time, entries, outcomes);
                return outcomes;
            },
            cancel);

    public Task<LabelEntry?> CorrectAsync(LabelEntry entry, Answer? seen, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                if (await Appending.IsAsSeenAsync(writing, entry, seen))
                {
                    await CorrectionNotes.AppendAsync(writing, time, entry);
                    return null;
                }

                return await writing.Context.Labels.AsNoTracking().Where(l => l.ImageId == entry.ImageId && l.Kind != LabelKind.Skip)
                    .OrderByDescending(l => EF.Property<long>(l, LabelConfiguration.Sequence)).FirstAsync(cancel);
            },
            cancel);

    public Task<TakenBack?> UndoAsync(OpenPage page, Guid withdrawalId, Guid? entryId, DateTimeOffset at, LeaseSpan span, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                var taken = await WithdrawAsync(writing.Context, page, withdrawalId, entryId);
                if (taken is not { } back)
                    return null;

                if (back.Now)
                {
                    await Appending.AppendAsync(
                        writing,
                        new LabelEntry(
                            withdrawalId, page.ProjectId, back.Entry.ImageId, page.PersonId, LabelKind.Withdrawal, null, at, LabelSource.LabelPage, Withdraws: back.Entry.Id));
                    // After a skip somebody else may be looking at the image already: it stays theirs.
                    await LeaseBook.ExpireAsync(writing, page.ProjectId, span);
                    await LeaseBook.TakeThatAsync(writing, page, back.Entry.ImageId, span);
                }

                var held = await LeaseBook.HeldAsync(writing, page);
                return new TakenBack(back.Entry, held.Find(image => image.Lease.ImageId == back.Entry.ImageId));
            },
            cancel);

    public async Task<IReadOnlyList<LabelEntry>> HistoryAsync(long projectId, long imageId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Labels.AsNoTracking().Where(l => l.ProjectId == projectId && l.ImageId == imageId)
            .OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence)).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<LabelEntry>> RecentAsync(long projectId, long personId, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await OfLabelPage(context, projectId, personId).Take(most).ToListAsync(cancel);
    }

    public async Task<int> CountAsync(long projectId, long personId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await OfLabelPage(context, projectId, personId).CountAsync(cancel);
    }

    public async Task<LabelProgress> ProgressAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var tally = await context.Tallies.AsNoTracking().SingleOrDefaultAsync(t => t.ProjectId == projectId, cancel);
        var read = await context.Rounds.Where(r => r.ProjectId == projectId).OrderByDescending(r => r.Number)
            .Select(r => (long?)EF.Property<long>(r, RoundConfiguration.ClassMark)).FirstOrDefaultAsync(cancel);
        var changed = read is not null && await context.Projects.AnyAsync(p => p.Id == projectId && p.ClassMark > read, cancel);
        return (tally?.Progress(read is not null) ?? default) with { ClassesChanged = changed };
    }

    /// <summary>The entry to take back, and whether that is to be done now or was before.</summary>
    private static async Task<(LabelEntry Entry, bool Now)?> WithdrawAsync(ActiveLabelContext context, OpenPage page, Guid withdrawalId, Guid? entryId)
    {
        var earlier = await context.Labels.AsNoTracking().SingleOrDefaultAsync(l => l.Id == withdrawalId && l.PersonId == page.PersonId);
        if (earlier is not null)
            return await context.Labels.AsNoTracking().SingleOrDefaultAsync(l => l.Id == earlier.Withdraws) is { } before ? (before, false) : null;

        var taken = await OfLabelPage(context, page.ProjectId, page.PersonId).FirstOrDefaultAsync(l => entryId == null || l.Id == entryId);
        return taken is null ? null : (taken, true);
    }

    /// <summary>The person's entries of the label page that stand, newest first.</summary>
    private static IQueryable<LabelEntry> OfLabelPage(ActiveLabelContext context, long projectId, long personId) =>
        context.Labels.AsNoTracking()
            .Where(l => l.ProjectId == projectId && l.PersonId == personId && l.Source == LabelSource.LabelPage)
            .Where(l => l.Kind != LabelKind.Withdrawal && !context.Labels.Any(w => w.Withdraws == l.Id))
            .OrderByDescending(l => EF.Property<long>(l, LabelConfiguration.Sequence));
}
