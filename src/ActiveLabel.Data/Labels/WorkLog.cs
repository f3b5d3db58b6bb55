using ActiveLabel.Core.People.Work;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Projects.ClassChanges;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal sealed class WorkLog(IDbContextFactory<ActiveLabelContext> contexts) : IWorkLog
{
    public async Task<IReadOnlyList<WorkLine>> ReadAsync(long projectId, long after, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var entries =
            from l in context.Labels.AsNoTracking()
            where l.ProjectId == projectId && EF.Property<long>(l, LabelConfiguration.Sequence) > after
            join w in context.Labels on l.Withdraws equals (Guid?)w.Id into taken
            from w in taken.DefaultIfEmpty()
            orderby EF.Property<long>(l, LabelConfiguration.Sequence)
            select new
            {
                Sequence = EF.Property<long>(l, LabelConfiguration.Sequence),
                l.ImageId,
                l.PersonId,
                l.ClassId,
                l.At,
                l.TookMilliseconds,
                Withdraws = w == null ? (long?)null : EF.Property<long>(w, LabelConfiguration.Sequence),
                l.Kind,
                l.Source,
            };
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        var lines = new List<WorkLine>();
        await foreach (var e in entries.AsAsyncEnumerable().WithCancellation(cancel))
        {
            lines.Add(new WorkLine(
                e.Sequence, e.ImageId, e.PersonId, e.ClassId is { } classId ? meanings.Of(classId).Read(e.Sequence) ?? 0 : 0, e.At.ToUnixTimeMilliseconds(), e.TookMilliseconds ?? 0, e.Withdraws ?? 0, e.Kind, e.Source));
        }

        return lines;
    }
}
