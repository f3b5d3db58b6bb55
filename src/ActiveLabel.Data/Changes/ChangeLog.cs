using ActiveLabel.Core.Changes;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Changes;

internal sealed class ChangeLog(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts, TimeProvider time) : IChangeLog
{
    public async Task<IReadOnlyList<Change>> PageAsync(long? projectId, ChangeFilter filter, long? before, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var lines = context.Changes.AsNoTracking().Where(c => c.ProjectId == projectId);
        if (filter.Kind is { } kind)
            lines = lines.Where(c => c.Kind == kind);
        if (filter.ActorName is { } name)
            lines = lines.Where(c => c.ActorName == name);
        if (before is { } line)
            lines = lines.Where(c => c.Id < line);
        return await lines.OrderByDescending(c => c.Id).Take(most).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<Change>> AfterAsync(long? projectId, long after, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Changes.AsNoTracking().Where(c => c.ProjectId == projectId && c.Id > after).OrderBy(c => c.Id).Take(most).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<string>> ActorsAsync(long? projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Changes.Where(c => c.ProjectId == projectId).Select(c => c.ActorName).Distinct().OrderBy(n => n).ToListAsync(cancel);
    }

    public Task AddAsync(long? projectId, ChangeKind kind, ChangeAct act, string? subject, string? before, string? after, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                writing.Context.Add(Change.By(Acting.Now, time.GetUtcNow(), projectId, kind, act, subject, before, after));
                await writing.Context.SaveChangesAsync(cancel);
            },
            cancel);
}
