using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Core.People;
using ActiveLabel.Data.Changes;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.People;

internal sealed class MembershipStore(IDbContextFactory<ActiveLabelContext> contexts, TimeProvider time) : IMembershipStore
{
    public async Task<Membership?> FindAsync(long projectId, long personId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.ProjectId == projectId && m.PersonId == personId, cancel);
    }

    public async Task<IReadOnlyList<Membership>> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Memberships.AsNoTracking().Where(m => m.ProjectId == projectId)
            .OrderBy(m => m.Since).ThenBy(m => m.PersonId).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<Membership>> OfPersonAsync(long personId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Memberships.AsNoTracking().Where(m => m.PersonId == personId).OrderBy(m => m.ProjectId).ToListAsync(cancel);
    }

    public async Task<Membership> AddAsync(Membership membership, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var kept = await AddWithinAsync(context, membership, cancel);
        await transaction.CommitAsync(cancel);
        return kept;
    }

    /// <summary>The same inside the caller's serialisable transaction.</summary>
    public static async Task<Membership> AddWithinAsync(ActiveLabelContext context, Membership membership, CancellationToken cancel)
    {
        var kept = await context.Memberships.SingleOrDefaultAsync(
            m => m.ProjectId == membership.ProjectId && m.PersonId == membership.PersonId, cancel);
        if (kept is null)
            context.Add(kept = membership);
        else if (membership.Role > kept.Role)
            kept.Become(membership.Role);

        await context.SaveChangesAsync(cancel);
        return kept;
    }

    public async Task<Membership> ChangeAsync(long projectId, long personId, Action<Membership> change, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var membership = await context.Memberships.SingleOrDefaultAsync(m => m.ProjectId == projectId && m.PersonId == personId, cancel)
            ?? throw new WrongUseException("That person is not in this project any more.");
        change(membership);
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return membership;
    }

    public async Task<bool> RemoveAsync(long projectId, long personId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        if (await context.Memberships.Where(m => m.ProjectId == projectId && m.PersonId == personId).ExecuteDeleteAsync(cancel) == 0)
            return false;

        context.Note(time, projectId, ChangeKind.Members, ChangeAct.Removed, before: new Dictionary<string, object?> { ["Person"] = personId });
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
