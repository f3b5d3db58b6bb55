namespace ActiveLabel.Core.People;

/// <summary>What is known of an account.</summary>
/// <param name="PersonId">To whom its labels are attributed.</param>
/// <param name="Name">What one signs in with, and what others see.</param>
/// <param name="IsServerAdmin">Makes projects and networks, and is admin of every project.</param>
/// <param name="Stamp">Changes when all open sessions have to end.</param>
/// <param name="HasPassword">False for who comes by way of another server only.</param>
/// <param name="LastSeenAt">To the minute; null before the first time.</param>
public sealed record AccountFacts(
    long Id, long PersonId, string Name, bool IsServerAdmin, string Stamp, bool HasPassword, DateTimeOffset MadeAt, DateTimeOffset? LastSeenAt);

/// <summary>An account to be made.</summary>
/// <param name="Password">Null for who comes by way of another server.</param>
/// <param name="Login">The other server's name of the person.</param>
public sealed record NewAccount(string Name, string? Password, bool IsServerAdmin = false, ExternalLogin? Login = null);

/// <summary>Who somebody is for another server: the pair is unique and stays.</summary>
public sealed record ExternalLogin(string Issuer, string Subject);

/// <summary>Keeps accounts, their passwords and the links with which one gets in.</summary>
public interface IAccountStore
{
    Task<bool> AnyAsync(CancellationToken cancel);

    Task<AccountFacts?> FindAsync(long accountId, CancellationToken cancel);

    /// <summary>The account of that name, without regard to case.</summary>
    Task<AccountFacts?> FindAsync(string name, CancellationToken cancel);

    Task<AccountFacts?> FindAsync(ExternalLogin login, CancellationToken cancel);

    Task<IReadOnlyList<AccountFacts>> ListAsync(CancellationToken cancel);

    /// <exception cref="WrongUseException">The name is taken, or name or password cannot be used.</exception>
    Task<AccountFacts> AddAsync(NewAccount account, CancellationToken cancel);

    /// <summary>Makes the account if there is no other.</summary>
    /// <exception cref="WrongUseException">There is one already, or name or password cannot be used.</exception>
    Task<AccountFacts> AddFirstAsync(NewAccount account, CancellationToken cancel);

    /// <summary>Makes the account and follows the invitation, both or neither.</summary>
    /// <exception cref="WrongUseException">The invitation does not hold, or name or password cannot be used.</exception>
    Task<AccountFacts> AddInvitedAsync(NewAccount account, string invitationToken, CancellationToken cancel);

    /// <summary>
    /// The account whose name and password these are. Null otherwise, and after too many wrong ones in a row; it takes
    /// the same time whether the name is there or not.
    /// </summary>
    Task<AccountFacts?> CheckPasswordAsync(string name, string password, CancellationToken cancel);

    /// <summary>A token with which a new password may be chosen, once. Earlier ones no longer hold.</summary>
    Task<string> MakeResetAsync(long accountId, TimeSpan lifetime, CancellationToken cancel);

    /// <summary>Whose reset it is; null where the token is unknown, used or expired.</summary>
    Task<AccountFacts?> FindResetAsync(string token, CancellationToken cancel);

    /// <summary>Sets the password and ends all of the account's sessions.</summary>
    /// <exception cref="WrongUseException">The token does not hold, or the password cannot be used.</exception>
    Task<AccountFacts> ResetAsync(string token, string password, CancellationToken cancel);

    /// <summary>Sets the password and ends all of the account's sessions.</summary>
    /// <exception cref="WrongUseException">The password cannot be used.</exception>
    Task<AccountFacts> SetPasswordAsync(long accountId, string password, CancellationToken cancel);

    /// <exception cref="WrongUseException">It is the last admin of the server.</exception>
    Task SetServerAdminAsync(long accountId, bool isServerAdmin, CancellationToken cancel);

    /// <summary>Takes the account and its memberships away. The person and the labels stay.</summary>
    /// <exception cref="WrongUseException">It is the last admin of the server.</exception>
    Task RemoveAsync(long accountId, CancellationToken cancel);

    /// <summary>Notes that the account's owner was here.</summary>
    Task TouchAsync(long accountId, DateTimeOffset now, CancellationToken cancel);
}
