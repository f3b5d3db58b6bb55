namespace ActiveLabel.Core.People;

/// <summary>Keeps invitations.</summary>
public interface IInvitationStore
{
    Task<Invitation> AddAsync(Invitation invitation, CancellationToken cancel);

    /// <summary>The invitation of that token, whatever its state.</summary>
    Task<Invitation?> FindAsync(string token, CancellationToken cancel);

    /// <summary>The project's invitations, newest first.</summary>
    Task<IReadOnlyList<Invitation>> ListAsync(long projectId, CancellationToken cancel);

    /// <summary>Makes the person a member. Two people at once cannot share the last use; who is a member already takes none.</summary>
    /// <exception cref="WrongUseException">The invitation does not hold (any more).</exception>
    Task<Membership> RedeemAsync(string token, long personId, CancellationToken cancel);

    /// <summary>From now on nobody can follow it.</summary>
    Task WithdrawAsync(long projectId, long invitationId, DateTimeOffset now, CancellationToken cancel);
}
