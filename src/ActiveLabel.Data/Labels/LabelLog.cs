using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Images;
using ActiveLabel.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal sealed class LabelLog(IDbContextFactory<ActiveLabelContext> contexts) : ILabelLog
{
    public async Task<AppendOutcome> AppendAsync(LabelEntry entry, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        if (await context.Labels.AnyAsync(l => l.Id == entry.Id, cancel))
            return AppendOutcome.Repeated;

        await LabelGuard.CheckAsync(context, entry, cancel);
        await WriteAsync(context, entry, cancel);
        // Whoever answers lets go of the image; a colleague who has taken it over meanwhile keeps it.
        if (entry.Kind != LabelKind.Withdrawal)
            await context.Queue.Where(q => q.ImageId == entry.ImageId && q.LeasePersonId == entry.PersonId).EndLeasesAsync(cancel);

        await transaction.CommitAsync(cancel);
        return AppendOutcome.Appended;
    }

    public async Task<LabelEntry?> UndoAsync(
        long projectId, long personId, string session, Guid withdrawalId, Guid? entryId, DateTimeOffset now, TimeSpan lease, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var earlier = await context.Labels.AsNoTracking().SingleOrDefaultAsync(l => l.Id == withdrawalId, cancel);
        if (earlier is not null)
            return await context.Labels.AsNoTracking().SingleOrDefaultAsync(l => l.Id == earlier.Withdraws, cancel);

        var taken = await OfLabelPage(context, projectId, personId).FirstOrDefaultAsync(l => entryId == null || l.Id == entryId, cancel);
        if (taken is null)
            return null;

        await WriteAsync(
            context,
            new LabelEntry(withdrawalId, projectId, taken.ImageId, personId, LabelKind.Withdrawal, null, now, LabelSource.LabelPage, Withdraws: taken.Id),
            cancel);
        // After a skip somebody else may be looking at the image already: it stays theirs.
        await context.Queue
            .Where(q => q.ImageId == taken.ImageId && (q.LeaseSession == null || q.LeaseSession == session || q.LeasedUntil <= now))
            .LeaseToAsync(personId, session, now + lease, cancel);
        await transaction.CommitAsync(cancel);
        return taken;
    }

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

    public async Task<LabelProgress> ProgressAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // Whatever has a class has a source too: by it the index passes over all that nobody has answered.
        var labelled = await context.Images.CountAsync(
            i => i.ProjectId == projectId && i.Split == Split.Pool && EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource) != null
                && EF.Property<long?>(i, ImageConfiguration.AnswerClassId) != null,
            cancel);
        var mark = await context.Rounds.Where(r => r.ProjectId == projectId).OrderByDescending(r => r.Number)
            .Select(r => (long?)EF.Property<long>(r, RoundConfiguration.LabelMark)).FirstOrDefaultAsync(cancel);
        return new LabelProgress(labelled, mark is null ? labelled : await context.CountTrainingChangesAsync(projectId, mark.Value, cancel));
    }

    private static async Task WriteAsync(ActiveLabelContext context, LabelEntry entry, CancellationToken cancel)
    {
        context.Add(entry);
        await context.SaveChangesAsync(cancel);
        await LabelProjection.ApplyAsync(context, entry.ImageId, cancel);
    }

    /// <summary>The person's entries of the label page that stand, newest first.</summary>
    private static IQueryable<LabelEntry> OfLabelPage(ActiveLabelContext context, long projectId, long personId) =>
        context.Labels.AsNoTracking()
            .Where(l => l.ProjectId == projectId && l.PersonId == personId && l.Source == LabelSource.LabelPage)
            .Where(l => l.Kind != LabelKind.Withdrawal && !context.Labels.Any(w => w.Withdraws == l.Id))
            .OrderByDescending(l => EF.Property<long>(l, LabelConfiguration.Sequence));
}
