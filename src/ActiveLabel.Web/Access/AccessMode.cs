using ActiveLabel.Core.People;
using Microsoft.Extensions.Options;

namespace ActiveLabel.Web.Access;

/// <summary>Whether other machines can reach the server.</summary>
internal sealed record Reach(bool BeyondLoopback);

/// <summary>Whether people have to sign in.</summary>
internal sealed class AccessMode(IAccountStore accounts, IOptions<AccessSettings> settings, Reach reach, TimeProvider time)
{
    /// <summary>The command line may make the first account while the server runs: it counts that much later.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private bool _hasAccounts;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;

    public async ValueTask<bool> AreAccountsRequiredAsync(CancellationToken cancel) =>
        reach.BeyondLoopback || settings.Value.Accounts || await HasAccountsAsync(cancel);

    /// <summary>Whether there is an account. The last admin of a server cannot be removed, so it stays true once it is.</summary>
    public async ValueTask<bool> HasAccountsAsync(CancellationToken cancel)
    {
        if (_hasAccounts || time.GetUtcNow() - _askedAt < Kept)
            return _hasAccounts;

        _hasAccounts = await accounts.AnyAsync(cancel);
        _askedAt = time.GetUtcNow();
        return _hasAccounts;
    }

    /// <summary>The first account was just made.</summary>
    public void AccountMade() => _hasAccounts = true;
}
