using System.Collections.Concurrent;
using System.Security.Claims;
using ActiveLabel.Core.People;

namespace ActiveLabel.Web.Access;

/// <summary>
/// Knows who is asking, and what they may do where. Every request and every page asks; what the database says is kept
/// for two seconds, so that a person who is removed is out before they notice.
/// </summary>
internal sealed class Doorkeeper(IPersonStore people, IMembershipStore memberships, IAccountStore accounts, AccessMode mode, Sessions sessions, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(1);

    /// <summary>Whoever asks about made-up projects shall not fill the memory.</summary>
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<long, (AccountFacts? Account, DateTimeOffset At)> _accounts = [];
    private readonly ConcurrentDictionary<(long Project, long Person), (ProjectRole? Role, DateTimeOffset At)> _roles = [];
    private Visitor? _local;

    /// <returns>Null for who has not signed in and would have to.</returns>
    public async ValueTask<Visitor?> VisitorAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        if (!await mode.AreAccountsRequiredAsync(cancel))
            return _local ??= await LocalAsync(cancel);

        return sessions.Read(user) is { } session && await AccountAsync(session.AccountId, cancel) is { } account && account.Stamp == session.Stamp
            ? new Visitor(account.PersonId, account.Name, account.IsServerAdmin, account.Id)
            : null;
    }

    /// <returns>Null for who does not belong to the project.</returns>
    public async ValueTask<ProjectRole?> RoleAsync(Visitor visitor, long projectId, CancellationToken cancel)
    {
        if (visitor.IsServerAdmin)
            return ProjectRole.Admin;

        var now = time.GetUtcNow();
        if (_roles.TryGetValue((projectId, visitor.PersonId), out var known) && now - known.At < Kept)
            return known.Role;

        if (_roles.Count > MostKept)
            _roles.Clear();
        var role = (await memberships.FindAsync(projectId, visitor.PersonId, cancel))?.Role;
        _roles[(projectId, visitor.PersonId)] = (role, now);
        return role;
    }

    /// <returns>The projects that the visitor may open, or null for all.</returns>
    public async Task<IReadOnlyDictionary<long, ProjectRole>?> ProjectsAsync(Visitor visitor, CancellationToken cancel) =>
        visitor.IsServerAdmin ? null : (await memberships.OfPersonAsync(visitor.PersonId, cancel)).ToDictionary(m => m.ProjectId, m => m.Role);

    /// <param name="projectId">The project that is asked about, if it is one.</param>
    public async ValueTask<Admission> JudgeAsync(ClaimsPrincipal user, Audience audience, long? projectId, CancellationToken cancel)
    {
        var visitor = await VisitorAsync(user, cancel);
        if (audience == Audience.Anyone)
            return new Admission(Verdict.Allowed, visitor);
        if (visitor is null)
            return new Admission(Verdict.SignIn);

        ProjectRole? role = projectId is { } id ? await RoleAsync(visitor, id, cancel) : null;
        var verdict = audience switch
        {
            _ when projectId is not null && role is null => Verdict.NotInProject,
            Audience.SignedIn => Verdict.Allowed,
            Audience.Members when role is not null => Verdict.Allowed,
            Audience.ProjectAdmins when role is ProjectRole.Admin => Verdict.Allowed,
            _ when visitor.IsServerAdmin => Verdict.Allowed,
            Audience.ServerAdmins => Verdict.OnlyServerAdmins,
            _ => Verdict.OnlyAdmins,
        };
        return new Admission(verdict, visitor, role);
    }

    /// <summary>Somebody's rights were just changed here: nothing of before is believed.</summary>
    public void Forget()
    {
        _accounts.Clear();
        _roles.Clear();
    }

    private async Task<Visitor> LocalAsync(CancellationToken cancel)
    {
        var person = await people.GetAsync(PersonKind.Local, cancel);
        return new Visitor(person.Id, person.Name, IsServerAdmin: true);
    }

    private async ValueTask<AccountFacts?> AccountAsync(long accountId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_accounts.TryGetValue(accountId, out var known) && now - known.At < Kept)
            return known.Account;

        var account = await accounts.FindAsync(accountId, cancel);
        if (account is not null && (account.LastSeenAt is not { } seen || now - seen > BetweenNotes))
            await accounts.TouchAsync(accountId, now, cancel);
        _accounts[accountId] = (account, now);
        return account;
    }
}
