using System.Linq.Expressions;
using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Core.People;
using ActiveLabel.Data.Changes;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Data.Accounts;

/// <summary>Accounts over the framework's own store. Each operation has a scope, and so a context, of its own.</summary>
internal sealed class AccountStore(
    SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts, IServiceScopeFactory scopes, TimeProvider time) : IAccountStore, IDisposable
{
    private static readonly PasswordHasher<Account> Hasher = new();

    private static readonly Expression<Func<Account, AccountFacts>> Facts =
        a => new AccountFacts(a.Id, a.PersonId, a.UserName!, a.IsServerAdmin, a.SecurityStamp!, a.PasswordHash != null, a.MadeAt, a.LastSeenAt);

    private static readonly Func<Account, AccountFacts> FactsOf = Facts.Compile();

    // One at a time: guesses sent at once must all be counted.
    private readonly SemaphoreSlim _guesses = new(1);

    private readonly Lazy<string> _nobodys = new(() => Hasher.HashPassword(new Account(), LinkToken.New()));

    public void Dispose() => _guesses.Dispose();

    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Users.AnyAsync(cancel);
    }

    public Task<AccountFacts?> FindAsync(long accountId, CancellationToken cancel) =>
        ReadAsync(accounts => accounts.Where(a => a.Id == accountId).Select(Facts).SingleOrDefaultAsync(cancel), cancel);

    public Task<AccountFacts?> FindAsync(string name, CancellationToken cancel)
    {
        var key = KeyOf(name);
        return ReadAsync(accounts => accounts.Where(a => a.NormalizedUserName == key).Select(Facts).SingleOrDefaultAsync(cancel), cancel);
    }

    public async Task<AccountFacts?> FindAsync(ExternalLogin login, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.UserLogins.Where(l => l.LoginProvider == login.Issuer && l.ProviderKey == login.Subject)
            .Join(context.Users, l => l.UserId, a => a.Id, (_, a) => a).AsNoTracking().Select(Facts).SingleOrDefaultAsync(cancel);
    }

    public async Task<IReadOnlyList<AccountFacts>> ListAsync(CancellationToken cancel) =>
        await ReadAsync(accounts => accounts.OrderBy(a => a.NormalizedUserName).Select(Facts).ToListAsync(cancel), cancel);

    public Task<AccountFacts> AddAsync(NewAccount account, CancellationToken cancel) =>
        WithinAsync((context, users) => AddWithinAsync(context, users, account, cancel), cancel);

    public Task<AccountFacts> AddFirstAsync(NewAccount account, CancellationToken cancel) =>
        WithinAsync(
            async (context, users) => await context.Users.AnyAsync(cancel)
                ? throw new WrongUseException("This server has an admin already: sign in.")
                : await AddWithinAsync(context, users, account, cancel),
            cancel);

    public Task<AccountFacts> AddInvitedAsync(NewAccount account, string invitationToken, CancellationToken cancel) =>
        WithinAsync(
            async (context, users) =>
            {
                var made = await AddWithinAsync(context, users, account, cancel);
                await InvitationStore.RedeemWithinAsync(context, invitationToken, made.PersonId, time.GetUtcNow(), cancel);
                return made;
            },
            cancel);

    public async Task<AccountFacts?> CheckPasswordAsync(string name, string password, CancellationToken cancel)
    {
        if (password.Length > PasswordRules.Longest)
            return null;

        await _guesses.WaitAsync(cancel);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = await users.FindByNameAsync(name.Trim());
            // The work is done in any case: the time it takes must not tell which names there are.
            var right = Hasher.VerifyHashedPassword(account ?? new Account(), account?.PasswordHash ?? _nobodys.Value, password) != PasswordVerificationResult.Failed;
            if (account?.PasswordHash is null || await users.IsLockedOutAsync(account))
                return null;
            if (right)
            {
                if (account.AccessFailedCount > 0)
                    await users.ResetAccessFailedCountAsync(account);
                return FactsOf(account);
            }

            await users.AccessFailedAsync(account);
            return null;
        }
        finally
        {
            _guesses.Release();
        }
    }

    public async Task<string> MakeResetAsync(long accountId, TimeSpan lifetime, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var token = LinkToken.New();
        var name = await context.Users.Where(a => a.Id == accountId).Select(a => a.UserName).SingleOrDefaultAsync(cancel);
        context.Note(time, null, ChangeKind.Accounts, ChangeAct.Changed, name, after: new Dictionary<string, object?> { ["ResetLink"] = "made" });
        await context.ResetLinks.Where(l => l.AccountId == accountId).ExecuteDeleteAsync(cancel);
        context.Add(new ResetLink { AccountId = accountId, TokenHash = LinkToken.Hash(token), ExpiresAt = time.GetUtcNow() + lifetime });
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return token;
    }

    public async Task<AccountFacts?> FindResetAsync(string token, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (hash, now) = (LinkToken.Hash(token), time.GetUtcNow());
        return await context.ResetLinks.Where(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now)
            .Join(context.Users, l => l.AccountId, a => a.Id, (_, a) => a).AsNoTracking().Select(Facts).SingleOrDefaultAsync(cancel);
    }

    public Task<AccountFacts> ResetAsync(string token, string password, CancellationToken cancel) =>
        WithinAsync(
            async (context, users) =>
            {
                var (hash, now) = (LinkToken.Hash(token), time.GetUtcNow());
                var link = await context.ResetLinks.SingleOrDefaultAsync(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now, cancel)
                    ?? throw new WrongUseException("This link was used or has expired: ask for a new one.");
                link.UsedAt = now;
                return await SetPasswordWithinAsync(users, link.AccountId, password);
            },
            cancel);

    public Task<AccountFacts> SetPasswordAsync(long accountId, string password, CancellationToken cancel) =>
        WithinAsync((_, users) => SetPasswordWithinAsync(users, accountId, password), cancel);

    public Task SetServerAdminAsync(long accountId, bool isServerAdmin, CancellationToken cancel) =>
        WithinAsync(
            async (context, users) =>
            {
                if (!isServerAdmin)
                    await KeepAnAdminAsync(context, accountId, cancel);
                var account = await GetAsync(users, accountId);
                account.IsServerAdmin = isServerAdmin;
                Check(await users.UpdateAsync(account));
                return FactsOf(account);
            },
            cancel);

    public Task RemoveAsync(long accountId, CancellationToken cancel) =>
        WithinAsync(
            async (context, users) =>
            {
                await KeepAnAdminAsync(context, accountId, cancel);
                var account = await GetAsync(users, accountId);
                await context.Memberships.Where(m => m.PersonId == account.PersonId).ExecuteDeleteAsync(cancel);
                Check(await users.DeleteAsync(account));
                return FactsOf(account);
            },
            cancel);

    // Whoever labels is noted once a minute: with the labels, and not between them.
    public Task TouchAsync(long accountId, DateTimeOffset now, CancellationToken cancel) =>
        writer.DoAsync(
            writing => writing.Context.Users.Where(a => a.Id == accountId).ExecuteUpdateAsync(a => a.SetProperty(x => x.LastSeenAt, now), cancel),
            cancel);

    private async Task<AccountFacts> AddWithinAsync(ActiveLabelContext context, UserManager<Account> users, NewAccount wanted, CancellationToken cancel)
    {
        var name = PasswordRules.CheckName(wanted.Name);
        if (wanted.Login is null || wanted.Password is not null)
            PasswordRules.CheckPassword(name, wanted.Password);
        if (await users.FindByNameAsync(name) is not null)
            throw new WrongUseException($"The name '{name}' is taken: choose another.");

        // With it everybody has to sign in: without an admin nobody could look after the server any more.
        if (!wanted.IsServerAdmin && !await context.Users.AnyAsync(cancel))
            throw new WrongUseException("The first account has to be an admin of the server (user add NAME --admin).");

        var person = Person.Create(name, PersonKind.Account);
        context.Add(person);
        await context.SaveChangesAsync(cancel);
        var account = new Account { UserName = name, PersonId = person.Id, IsServerAdmin = wanted.IsServerAdmin, MadeAt = time.GetUtcNow() };
        Check(wanted.Password is null ? await users.CreateAsync(account) : await users.CreateAsync(account, wanted.Password));
        if (wanted.Login is { } login)
            Check(await users.AddLoginAsync(account, new UserLoginInfo(login.Issuer, login.Subject, login.Issuer)));
        return FactsOf(account);
    }

    private static async Task<AccountFacts> SetPasswordWithinAsync(UserManager<Account> users, long accountId, string password)
    {
        var account = await GetAsync(users, accountId);
        PasswordRules.CheckPassword(account.UserName!, password);
        Check(await users.RemovePasswordAsync(account));
        Check(await users.AddPasswordAsync(account, password));
        await users.SetLockoutEndDateAsync(account, null);
        await users.ResetAccessFailedCountAsync(account);
        return FactsOf(account);
    }

    private static async Task KeepAnAdminAsync(ActiveLabelContext context, long accountId, CancellationToken cancel)
    {
        if (!await context.Users.AnyAsync(a => a.IsServerAdmin && a.Id != accountId, cancel))
            throw new WrongUseException("This is the last admin of the server: make somebody else one first.");
    }

    private static async Task<Account> GetAsync(UserManager<Account> users, long accountId) =>
        await users.Users.SingleOrDefaultAsync(a => a.Id == accountId) ?? throw new WrongUseException("That account is no longer there.");

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new WrongUseException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }

    private async Task<T> ReadAsync<T>(Func<IQueryable<Account>, Task<T>> read, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await read(context.Users.AsNoTracking());
    }

    private async Task<AccountFacts> WithinAsync(Func<ActiveLabelContext, UserManager<Account>, Task<AccountFacts>> act, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<ActiveLabelContext>();
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var facts = await act(context, scope.ServiceProvider.GetRequiredService<UserManager<Account>>());
        await transaction.CommitAsync(cancel);
        return facts;
    }

    private static string KeyOf(string name) => name.Trim().Normalize().ToUpperInvariant();
}
