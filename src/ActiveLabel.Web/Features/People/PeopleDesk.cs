using ActiveLabel.Core;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Access;

namespace ActiveLabel.Web.Features.People;

/// <param name="Account">Null where the account was removed since.</param>
/// <param name="Answers">That stand, in this project.</param>
public sealed record Member(Membership Membership, string Name, AccountFacts? Account, int Answers);

/// <summary>Who is in a project. Every act is checked here again: the page that asks may have been open for long.</summary>
internal sealed class PeopleDesk(
    IMembershipStore memberships, IInvitationStore invitations, IAccountStore accounts, IPersonStore people, Doorkeeper door, TimeProvider time)
{
    public static readonly TimeSpan ResetHolds = TimeSpan.FromDays(2);

    public async Task<IReadOnlyList<Member>> MembersAsync(long projectId, CancellationToken cancel)
    {
        var everybody = await people.ListAsync(cancel);
        var answers = await people.CountAnswersAsync(projectId, cancel);
        var byPerson = (await accounts.ListAsync(cancel)).ToDictionary(a => a.PersonId);
        return
        [
            .. (await memberships.ListAsync(projectId, cancel))
                .Where(m => everybody[m.PersonId].Kind == PersonKind.Account)
                .Select(m => new Member(m, everybody[m.PersonId].Name, byPerson.GetValueOrDefault(m.PersonId), answers.GetValueOrDefault(m.PersonId))),
        ];
    }

    /// <summary>They are admins here too, without being members.</summary>
    public async Task<IReadOnlyList<string>> ServerAdminsAsync(CancellationToken cancel) =>
        [.. (await accounts.ListAsync(cancel)).Where(a => a.IsServerAdmin).Select(a => a.Name)];

    /// <summary>Those that can still be followed.</summary>
    public async Task<IReadOnlyList<Invitation>> OpenInvitationsAsync(long projectId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return [.. (await invitations.ListAsync(projectId, cancel)).Where(i => i.StateAt(now) == InvitationState.Open)];
    }

    /// <returns>The link, to be shown once, after the server's own address.</returns>
    public async Task<string> InviteAsync(Visitor visitor, long projectId, ProjectRole role, int uses, int days, CancellationToken cancel)
    {
        await RequireAdminAsync(visitor, projectId, cancel);
        var token = LinkToken.New();
        await invitations.AddAsync(
            Invitation.Create(projectId, role, LinkToken.Hash(token), uses, TimeSpan.FromDays(days), visitor.PersonId, time.GetUtcNow()), cancel);
        return $"{SignInAddress.Invitation}/{token}";
    }

    public async Task WithdrawAsync(Visitor visitor, long projectId, long invitationId, CancellationToken cancel)
    {
        await RequireAdminAsync(visitor, projectId, cancel);
        await invitations.WithdrawAsync(projectId, invitationId, time.GetUtcNow(), cancel);
    }

    public async Task ChangeRoleAsync(Visitor visitor, long projectId, long personId, ProjectRole role, CancellationToken cancel)
    {
        await RequireAdminAsync(visitor, projectId, cancel);
        await memberships.ChangeAsync(projectId, personId, m => m.Become(role), cancel);
        door.Forget();
    }

    public async Task RemoveAsync(Visitor visitor, long projectId, long personId, CancellationToken cancel)
    {
        await RequireAdminAsync(visitor, projectId, cancel);
        await memberships.RemoveAsync(projectId, personId, cancel);
        door.Forget();
    }

    /// <summary>
    /// A link with which the person chooses a new password. It is as good as their account: so an admin of a project gets
    /// it only for those who may do nowhere more than that admin may.
    /// </summary>
    /// <returns>The link, to be shown once, after the server's own address.</returns>
    /// <exception cref="WrongUseException">The person may do more elsewhere.</exception>
    public async Task<string> ResetAsync(Visitor visitor, long projectId, Member member, CancellationToken cancel)
    {
        await RequireAdminAsync(visitor, projectId, cancel);
        if (await memberships.FindAsync(projectId, member.Membership.PersonId, cancel) is null || member.Account is not { } known
            || await accounts.FindAsync(known.Id, cancel) is not { } account || account.PersonId != member.Membership.PersonId)
        {
            throw new WrongUseException("That person is not in this project any more.");
        }

        if (!visitor.IsServerAdmin && await MayDoMoreElsewhereAsync(visitor, account, cancel))
            throw new WrongUseException($"{account.Name} is in other projects too: an admin of this server has to make the link.");

        return $"{SignInAddress.Reset}/{await accounts.MakeResetAsync(account.Id, ResetHolds, cancel)}";
    }

    private async Task<bool> MayDoMoreElsewhereAsync(Visitor visitor, AccountFacts account, CancellationToken cancel)
    {
        if (account.IsServerAdmin)
            return true;

        var mine = (await memberships.OfPersonAsync(visitor.PersonId, cancel)).Where(m => m.Role == ProjectRole.Admin).Select(m => m.ProjectId).ToHashSet();
        return (await memberships.OfPersonAsync(account.PersonId, cancel)).Any(m => !mine.Contains(m.ProjectId));
    }

    private async Task RequireAdminAsync(Visitor visitor, long projectId, CancellationToken cancel)
    {
        if (await door.RoleAsync(visitor, projectId, cancel) is not ProjectRole.Admin)
            throw new WrongUseException(AccessWords.OnlyAdmins);
    }
}
