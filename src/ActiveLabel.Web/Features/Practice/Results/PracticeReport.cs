using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Practice.Results;

/// <summary>What an admin sees of everybody's practice and hidden checks.</summary>
internal sealed class PracticeReport(PracticeShelf shelves, IPracticeLog log, IPersonStore people, IMembershipStore memberships)
{
    /// <summary>Hidden checks looked at together: fewer tell little.</summary>
    private const int Stretch = 20;

    /// <summary>Members, and whoever else has answered, by name.</summary>
    public async Task<IReadOnlyList<PersonResult>> ListAsync(Project project, CancellationToken cancel)
    {
        var everybody = await people.ListAsync(cancel);
        var members = (await memberships.ListAsync(project.Id, cancel)).ToDictionary(m => m.PersonId);
        var shelf = await shelves.OfAsync(project.Id, cancel);
        var results = new List<PersonResult>();
        foreach (var personId in members.Keys.Union(await log.ListPeopleAsync(project.Id, cancel)).Where(everybody.ContainsKey))
        {
            var answers = await log.ListAsync(project.Id, personId, cancel);
            results.Add(new PersonResult(
                everybody[personId],
                PracticeMastery.Measure(answers, shelf.CountOf, MasteryRule.Of(project.Policy)),
                members.GetValueOrDefault(personId)?.PracticeWaivedAt,
                CheckResult.Of([.. answers.Where(a => a.Source == GoldSource.Practice)]),
                CheckResult.Of([.. answers.Where(a => a.Source == GoldSource.Hidden)]),
                [.. answers.Where(a => a.Source == GoldSource.Hidden && !a.IsSkip).Chunk(Stretch).Select(CheckResult.Of)]));
        }

        return [.. results.OrderBy(r => r.Person.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(r => r.Person.Id)];
    }
}

/// <param name="WaivedAt">When an admin let the person label without having passed.</param>
/// <param name="Stretches">The hidden checks in stretches of twenty, oldest first; the last may be shorter.</param>
public sealed record PersonResult(
    Person Person, PracticeProgress Progress, DateTimeOffset? WaivedAt, CheckResult Practice, CheckResult Hidden, IReadOnlyList<CheckResult> Stretches);

/// <summary>Answers to images whose class is known.</summary>
/// <param name="Skipped">Skipped or called poor examples: neither right nor wrong, and in no other figure.</param>
/// <param name="Last">When the last of them came.</param>
/// <param name="Confusion">How often each class was taken for each, by ids of the right class and the given one.</param>
public sealed record CheckResult(
    int Asked, int Right, int Skipped, DateTimeOffset? Last, IReadOnlyDictionary<(long Right, long Given), int> Confusion)
{
    public static CheckResult Of(IReadOnlyList<PracticeAnswer> answers)
    {
        var given = answers.Where(a => !a.IsSkip).ToList();
        return new CheckResult(
            given.Count, given.Count(a => a.IsRight), answers.Count - given.Count, answers.Count == 0 ? null : answers[^1].At,
            given.CountBy(a => (a.RightClassId, a.GivenClassId)).ToDictionary());
    }

    /// <summary>Of those asked about, 0 to 1; null where nobody was asked.</summary>
    public double? Share => Asked == 0 ? null : (double)Right / Asked;
}
