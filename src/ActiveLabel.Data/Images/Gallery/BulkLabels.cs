using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Images.Gallery;

internal sealed class BulkLabels(IDbContextFactory<ActiveLabelContext> contexts) : IBulkLabels
{
    public async Task<BulkLabelling?> NewestAsync(long projectId, long personId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var standing = Standing(context, projectId, personId);
        var newest = await standing.OrderByDescending(l => EF.Property<long>(l, LabelConfiguration.Sequence)).FirstOrDefaultAsync(cancel);
        return newest is null
            ? null
            : new BulkLabelling(personId, newest.At, newest.ClassId, await standing.CountAsync(l => l.At == newest.At, cancel));
    }

    public async Task<IReadOnlyList<LabelEntry>> StandingAsync(long projectId, BulkLabelling labelling, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Standing(context, projectId, labelling.PersonId).Where(l => l.At == labelling.At)
            .OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence)).ToListAsync(cancel);
    }

    private static IQueryable<LabelEntry> Standing(ActiveLabelContext context, long projectId, long personId) => context.Labels.AsNoTracking()
        .Where(l => l.ProjectId == projectId && l.PersonId == personId && l.Source == LabelSource.Gallery)
        .Where(l => l.Kind != LabelKind.Withdrawal && !context.Labels.Any(w => w.Withdraws == l.Id));
}
