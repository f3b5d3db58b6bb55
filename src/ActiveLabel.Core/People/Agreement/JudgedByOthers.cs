using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Core.People.Agreement;

/// <summary>One person held against what most of the others said, their own answer left out of the judgement.</summary>
/// <param name="Shared">Images that somebody else has answered too.</param>
/// <param name="Tied">Of these, those of which the others said two things equally often: they judge nobody.</param>
/// <param name="Confusion">[C, C] of the rest: rows what most others said, columns what this person said.</param>
public sealed record JudgedByOthers(int Shared, int Tied, ConfusionMatrix Confusion)
{
    /// <summary>Images on which the person was judged.</summary>
    public int Judged => Confusion.Count;

    /// <summary>Share of them where the person said what most others said; null where nobody judged.</summary>
    public double? Agreement => Judged == 0 ? null : Confusion.Accuracy;

    /// <summary>Wilson's 95 % interval of <see cref="Agreement"/>.</summary>
    public Interval? Interval => Judged == 0 ? null : WilsonInterval.Of(Confusion.Accuracy, Judged);

    /// <summary>Cohen's kappa of the person with what most others said: the same corrected for what chance gives.</summary>
    public AgreementFigure Kappa => field ??= PairAgreement.Of(0, 1, [.. Confusion.ToRows().SelectMany(row => row)], Confusion.ClassCount).Kappa;

    /// <summary>Of somebody who has answered nothing.</summary>
    public static JudgedByOthers Nobody(int categoryCount) => new(0, 0, new ConfusionMatrix([], [], categoryCount));

    /// <returns>[raters].</returns>
    public static IReadOnlyList<JudgedByOthers> OfAll(Ratings ratings) => OfAll(ratings, new OthersMajority(ratings));

    internal static IReadOnlyList<JudgedByOthers> OfAll(Ratings ratings, OthersMajority others)
    {
        var (truths, givens) = (Lists(ratings.RaterCount), Lists(ratings.RaterCount));
        int[] shared = new int[ratings.RaterCount], tied = new int[ratings.RaterCount];
        for (var unit = 0; unit < ratings.UnitCount; unit++)
        {
            var raters = ratings.RatersOf(unit);
            var said = ratings.CategoriesOf(unit);
            for (var i = 0; i < raters.Length && raters.Length > 1; i++)
            {
                shared[raters[i]]++;
                if (others.Of(unit, i) is { } most)
                {
                    truths[raters[i]].Add(most);
                    givens[raters[i]].Add(said[i]);
                }
                else
                {
                    tied[raters[i]]++;
                }
            }
        }

        return [.. Enumerable.Range(0, ratings.RaterCount).Select(r =>
            new JudgedByOthers(shared[r], tied[r], new ConfusionMatrix(truths[r], givens[r], ratings.CategoryCount)))];
    }

    private static List<int>[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
}
