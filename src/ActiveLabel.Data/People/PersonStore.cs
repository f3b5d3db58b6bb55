using ActiveLabel.Core.People;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.People;

internal sealed class PersonStore(IDbContextFactory<ActiveLabelContext> contexts) : IPersonStore
{
    public async Task<Person> GetAsync(PersonKind kind, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await FindAsync(context, kind, cancel) is { } known)
            return known;

        await using var transaction = await context.BeginSerializableAsync(cancel);
        var person = await GetWithinAsync(context, kind, cancel);
        await transaction.CommitAsync(cancel);
        return person;
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
