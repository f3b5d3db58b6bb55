using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.People;

internal sealed class PersonStore(IDbContextFactory<ActiveLabelContext> contexts) : IPersonStore
{
    public async Task<Person> GetAsync(PersonKind kind, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(kind, PersonKind.Account);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await FindAsync(context, kind, cancel) is { } known)
            return known;

        await using var transaction = await context.BeginSerializableAsync(cancel);
        var person = await GetWithinAsync(context, kind, cancel);
        await transaction.CommitAsync(cancel);
        return person;
    }

    public async Task<IReadOnlyDictionary<long, Person>> ListAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.People.AsNoTracking().ToDictionaryAsync(p => p.Id, cancel);
    }

    public async Task<IReadOnlyDictionary<long, int>> CountAnswersAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // What is taken back counts once as an answer and once against it.
        return await context.Labels.Where(l => l.ProjectId == projectId).GroupBy(l => l.PersonId)
            .Select(g => new { Person = g.Key, Count = g.Sum(l => l.Kind == LabelKind.Withdrawal ? -1 : 1) })
            .ToDictionaryAsync(g => g.Person, g => g.Count, cancel);
    }

    /// <summary>The person, made if need be, inside the caller's serialisable transaction.</summary>
    public static async Task<Person> GetWithinAsync(ActiveLabelContext context, PersonKind kind, CancellationToken cancel)
    {
        if (await FindAsync(context, kind, cancel) is { } known)
            return known;

        var person = Person.Create(kind.ToString(), kind);
        context.Add(person);
        await context.SaveChangesAsync(cancel);
        return person;
    }

    private static Task<Person?> FindAsync(ActiveLabelContext context, PersonKind kind, CancellationToken cancel) =>
        context.People.AsNoTracking().Where(p => p.Kind == kind).OrderBy(p => p.Id).FirstOrDefaultAsync(cancel);
}
