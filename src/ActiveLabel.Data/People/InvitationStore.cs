using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Core.People;
using ActiveLabel.Data.Changes;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.People;

internal sealed class InvitationStore(IDbContextFactory<ActiveLabelContext> contexts, TimeProvider time) : IInvitationStore
{
    public async Task<Invitation> AddAsync(Invitation invitation, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Add(invitation);
        await context.SaveChangesAsync(cancel);
        return invitation;
    }

    public async Task<Invitation?> FindAsync(string token, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var hash = LinkToken.Hash(token);
        return await context.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.TokenHash == hash, cancel);
    }

    public async Task<IReadOnlyList<Invitation>> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Invitations.AsNoTracking().Where(i => i.ProjectId == projectId).OrderByDescending(i => i.Id).ToListAsync(cancel);
    }

    public async Task<Membership> RedeemAsync(string token, long personId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var membership = await RedeemWithinAsync(context, token, personId, time.GetUtcNow(), cancel);
        await transaction.CommitAsync(cancel);
        return membership;
    }

    public async Task WithdrawAsync(long projectId, long invitationId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var withdrawn = await context.Invitations.Where(i => i.Id == invitationId && i.ProjectId == projectId && i.WithdrawnAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.WithdrawnAt, now), cancel);
        if (withdrawn > 0)
            context.Note(time, projectId, ChangeKind.Invitations, ChangeAct.Removed);

        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The same inside the caller's serialisable transaction. The use is taken by one statement that also checks.</summary>
    public static async Task<Membership> RedeemWithinAsync(
        ActiveLabelContext context, string token, long personId, DateTimeOffset now, CancellationToken cancel)
    {
        var hash = LinkToken.Hash(token);
        var invitation = await context.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.TokenHash == hash, cancel)
            ?? throw new WrongUseException("This invitation is unknown here: ask for a new link.");
        var member = await context.Memberships.AsNoTracking()
            .SingleOrDefaultAsync(m => m.ProjectId == invitation.ProjectId && m.PersonId == personId, cancel);
        if (member is not null && member.Role >= invitation.Role)
            return member;

        var taken = await context.Invitations
            .Where(i => i.Id == invitation.Id && i.UsesLeft > 0 && i.WithdrawnAt == null && i.ExpiresAt > now)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.UsesLeft, x => x.UsesLeft - 1), cancel);
        return taken == 1
            ? await MembershipStore.AddWithinAsync(context, Membership.Create(invitation.ProjectId, personId, invitation.Role, now), cancel)
            : throw new WrongUseException(invitation.StateAt(now) switch
            {
                InvitationState.Withdrawn => "This invitation was withdrawn: ask for a new link.",
                InvitationState.Expired => "This invitation has expired: ask for a new link.",
                _ => "This invitation is used up: ask for a new link.",
            });
    }
}
