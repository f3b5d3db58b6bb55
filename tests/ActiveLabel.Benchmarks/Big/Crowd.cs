using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveLabel.Benchmarks.Big;

/// <summary>Somebody who labels.</summary>
/// <param name="Errs">Share of plain images that they get wrong.</param>
/// <param name="Pace">Milliseconds that half of their answers stay below.</param>
internal sealed record Hand(long PersonId, double Errs, int Pace)
{
    /// <summary>What they answer, by zero-based class. Of an image between two classes they err three times as often, and mostly to the next class.</summary>
    public int Answer(int truth, bool isBetween, int classes, Random random)
    {
        if (random.NextDouble() >= (isBetween ? Math.Min(0.5, 3 * Errs) : Errs))
            return truth;

        return random.NextDouble() < 0.7 ? (truth + 1) % classes : (truth + 1 + random.Next(classes - 1)) % classes;
    }

    /// <summary>Some take long: a factor around one whose logarithm is nearly normal.</summary>
    public int Took(Random random) => (int)(Pace * Math.Exp(0.5 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2));
}

internal static class Crowd
{
    private const double WorstErrs = 0.45;

    /// <summary>Members of the project without accounts. Most err seldom, a few often, and the last nearly every other time.</summary>
    public static async Task<IReadOnlyList<Hand>> JoinAsync(IServiceProvider services, long projectId, int people)
    {
        Person[] persons = [.. Enumerable.Range(1, people).Select(number => Person.Create($"Labeler {number}", PersonKind.Account))];
        await using (var context = await services.GetRequiredService<IDbContextFactory<ActiveLabelContext>>().CreateDbContextAsync())
        {
            context.AddRange(persons);
            await context.SaveChangesAsync();
        }

        var members = services.GetRequiredService<IMembershipStore>();
        foreach (var person in persons)
            await members.AddAsync(Membership.Create(projectId, person.Id, ProjectRole.Labeler, MadeUpPool.ImportedAt), default);

        var random = new Random(50);
        return [.. persons.Select((person, at) => new Hand(
            person.Id, at == people - 1 ? WorstErrs : 0.01 + (0.2 * Math.Pow(random.NextDouble(), 3)), random.Next(900, 3_000)))];
    }
}
