using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal sealed class LabelQueue(IDbContextFactory<ActiveLabelContext> contexts) : ILabelQueue
{
    public async Task<Lease?> LeaseAsync(
        long projectId, long personId, string session, DateTimeOffset now, TimeSpan duration, CancellationToken cancel)
    {
        var (at, until) = (now.ToUnixTimeMilliseconds(), (now + duration).ToUnixTimeMilliseconds());
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var leased = await context.Queue.FromSql(
            $"""
            UPDATE "Queue" SET "LeasePersonId" = {personId}, "LeaseSession" = {session}, "LeasedUntil" = {until}
            WHERE "ImageId" = (
                SELECT "ImageId" FROM "Queue"
                WHERE "ProjectId" = {projectId} AND "Done" = FALSE AND ("LeasedUntil" IS NULL OR "LeasedUntil" <= {at})
                ORDER BY "Skips", "Round" DESC, "Rank"
                LIMIT 1)
            AND "Done" = FALSE AND ("LeasedUntil" IS NULL OR "LeasedUntil" <= {at})
            RETURNING *
            """).AsNoTracking().ToListAsync(cancel);
        return leased.SingleOrDefault()?.ToLease();
    }

    public async Task ReleaseAsync(long projectId, string session, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Queue.Where(q => q.ProjectId == projectId && q.LeaseSession == session).EndLeasesAsync(cancel);
    }

    public async Task RenewAsync(long projectId, string session, DateTimeOffset until, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Queue.Where(q => q.ProjectId == projectId && q.LeaseSession == session)
            .ExecuteUpdateAsync(row => row.SetProperty(q => q.LeasedUntil, until), cancel);
    }

    public async Task<Lease?> HeldAsync(long projectId, long imageId, string session, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var row = await context.Queue.AsNoTracking().SingleOrDefaultAsync(
            q => q.ImageId == imageId && q.ProjectId == projectId && q.LeaseSession == session, cancel);
        return row?.ToLease();
    }

    public async Task<IReadOnlyList<Lease>> HeldAsync(long projectId, string session, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Queue.AsNoTracking().Where(q => q.ProjectId == projectId && q.LeaseSession == session)
            .OrderBy(q => q.Skips).ThenByDescending(q => q.Round).ThenBy(q => q.Rank).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToLease());
    }

    public async Task<IReadOnlyList<QueuedImage>> NextAsync(long projectId, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // As a parameter: what would be written NOT "Done" no index serves.
        var done = false;
        var rows = await context.Queue.AsNoTracking().Where(q => q.ProjectId == projectId && q.Done == done && q.Round > 0)
            .OrderBy(q => q.Skips).ThenByDescending(q => q.Round).ThenBy(q => q.Rank).Take(most).ToListAsync(cancel);
        var ids = rows.ConvertAll(q => q.ImageId);
        var images = await context.Images.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancel);
        return rows.ConvertAll(q => new QueuedImage(images[q.ImageId], q.Reason, q.Why));
    }

    public async Task<QueueCounts> CountAsync(long projectId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // As a parameter: what would be written NOT "Done" no index serves.
        var done = false;
        var open = context.Queue.Where(q => q.ProjectId == projectId && q.Done == done);
        var leased = await open.CountAsync(q => q.LeaseSession != null && q.LeasedUntil > now, cancel);
        return new QueueCounts(await open.CountAsync(cancel) - leased, leased, await open.CountAsync(q => q.Skips > 0, cancel));
    }
}
