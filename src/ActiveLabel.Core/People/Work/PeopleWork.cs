using ActiveLabel.Core.People.Agreement;

namespace ActiveLabel.Core.People.Work;

/// <summary>How a project's people label, and how they agree: all that its log of labels tells.</summary>
/// <param name="Standing">What they are compared by.</param>
/// <param name="Shared">Images that two people or more have answered.</param>
/// <param name="Agreement">Of all people, imported labels as one of them.</param>
/// <param name="Pairs">Of all people who have an image in common; numbers as in <see cref="StandingAnswers.PersonIds"/>.</param>
/// <param name="People">Everybody with an entry in the log, those with the most answers first.</param>
public sealed record PeopleWork(
    StandingAnswers Standing, int Shared, GroupAgreement Agreement, IReadOnlyList<PairAgreement> Pairs, IReadOnlyList<PersonWork> People)
{
    /// <summary>Fewer tell little.</summary>
    public const int FewestAStretch = 50;

    /// <summary>More cannot be told apart on a page.</summary>
    public const int MostStretches = 24;

    /// <summary>Images with an answer that stands.</summary>
    public int Images { get; } = Enumerable.Range(0, Standing.Ratings.UnitCount).Count(unit => Standing.Ratings.RatersOf(unit).Length > 0);

    /// <param name="lines">A project's whole log, oldest first.</param>
    /// <param name="classIds">The project's, in their order.</param>
    public static PeopleWork Of(IReadOnlyList<WorkLine> lines, IReadOnlyList<long> classIds, int seed = 1, CancellationToken cancel = default)
    {
        var standing = StandingAnswers.Of(lines, classIds);
        var ratings = standing.Ratings;
        var others = new OthersMajority(ratings);
        var reader = new PersonReader(lines, standing, others);
        return new PeopleWork(
            standing, Enumerable.Range(0, ratings.UnitCount).Count(unit => ratings.RatersOf(unit).Length > 1),
            GroupAgreement.Of(ratings, seed, cancel), PairAgreement.OfAll(ratings, cancel),
            [.. reader.ReadAll(JudgedByOthers.OfAll(ratings, others)).OrderByDescending(p => p.Answers).ThenBy(p => p.PersonId)]);
    }

    /// <summary>The pairs of one person, those with the most images in common first.</summary>
    public IEnumerable<(long PersonId, PairAgreement Pair)> PairsOf(long personId) =>
        from pair in Pairs
        let first = Standing.PersonIds[pair.First]
        let second = Standing.PersonIds[pair.Second]
        where first == personId || second == personId
        orderby pair.Shared descending, pair.First, pair.Second
        select (first == personId ? second : first, pair);

    /// <summary>Images of which most others said the one category and the person the other, in the order of the log.</summary>
    /// <param name="most">Category as in <see cref="StandingAnswers"/>.</param>
    /// <param name="said">The same.</param>
    public IReadOnlyList<long> ImagesWhere(long personId, int most, int said)
    {
        var (ratings, others) = (Standing.Ratings, new OthersMajority(Standing.Ratings));
        var rater = Standing.PersonIds.Index().FirstOrDefault(p => p.Item == personId, (-1, 0)).Index;
        var found = new List<long>();
        for (var unit = 0; unit < ratings.UnitCount && rater >= 0; unit++)
        {
            var place = ratings.RatersOf(unit).IndexOf(rater);
            if (place >= 0 && ratings.CategoriesOf(unit)[place] == said && others.Of(unit, place) == most)
                found.Add(Standing.ImageIds[unit]);
        }

        return found;
    }

    public PersonWork? Find(long personId) => People.FirstOrDefault(p => p.PersonId == personId);
}
