using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Core.People.Agreement;

/// <summary>How two people agree on the images that both have answered.</summary>
/// <param name="First">Zero-based number of the one.</param>
/// <param name="Second">Of the other.</param>
/// <param name="Same">Images of which both said the same.</param>
/// <param name="Kappa">
/// Cohen's kappa, (p_o - p_e) / (1 - p_e) (Cohen 1960, "A coefficient of agreement for nominal scales"); its interval is
/// kappa ± 1.96 standard errors by equation 13 of Fleiss, Cohen, Everitt 1969, "Large sample standard errors of kappa and
/// weighted kappa". They hold for many images: with fewer than some twenty the interval is rather too narrow. None where
/// the standard error is 0, as where both always agree.
/// </param>
public sealed record PairAgreement(int First, int Second, int Same, AgreementFigure Kappa)
{
    /// <summary>Standard normal quantile of a two-sided interval of 95 %.</summary>
    private const double Z95 = 1.959963984540054;

    /// <summary>Less is what rounding leaves of 0.</summary>
    private const double Nothing = 1e-12;

    /// <summary>Images that both have answered.</summary>
    public int Shared => Kappa.Units;

    /// <param name="table">[K, K] row-major: how often the first said the row's category, and the second the column's.</param>
    public static PairAgreement Of(int first, int second, ReadOnlySpan<int> table, int categoryCount)
    {
        var k = categoryCount;
        int[] rows = new int[k], columns = new int[k];
        var (shared, same) = (0, 0);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                var count = table[(i * k) + j];
                (rows[i], columns[j], shared) = (rows[i] + count, columns[j] + count, shared + count);
            }

            same += table[(i * k) + i];
        }

        if (shared == 0)
            return new PairAgreement(first, second, 0, new AgreementFigure(null, null, 0, 0, AgreementGap.NoOverlap));

        double n = shared, chance = 0;
        for (var i = 0; i < k; i++)
        {
            chance += rows[i] / n * (columns[i] / n);
        }

        if (1 - chance < Nothing)
            return new PairAgreement(first, second, same, new AgreementFigure(null, null, shared, 2 * shared, AgreementGap.OneCategory));

        var kappa = ((same / n) - chance) / (1 - chance);
        var error = Math.Sqrt(Math.Max(0, Variance(table, rows, columns, n, kappa, chance)));
        return new PairAgreement(first, second, same, new AgreementFigure(
            kappa,
            error < Math.Sqrt(Nothing) ? null : new Interval(Math.Max(-1, kappa - (Z95 * error)), Math.Min(1, kappa + (Z95 * error))),
            shared, 2 * shared, AgreementGap.None));
    }

    /// <summary>Of all pairs of people who have an image in common.</summary>
    public static IReadOnlyList<PairAgreement> OfAll(Ratings ratings, CancellationToken cancel = default)
    {
        var byRater = new RatingsByRater(ratings);
        var table = new int[ratings.CategoryCount * ratings.CategoryCount];
        var pairs = new List<PairAgreement>();
        for (var first = 0; first < ratings.RaterCount; first++)
        {
            cancel.ThrowIfCancellationRequested();
            for (var second = first + 1; second < ratings.RaterCount; second++)
            {
                if (byRater.Cross(first, second, table) > 0)
                    pairs.Add(Of(first, second, table, ratings.CategoryCount));
            }
        }

        return pairs;
    }

    private static double Variance(ReadOnlySpan<int> table, int[] rows, int[] columns, double n, double kappa, double chance)
    {
        var k = rows.Length;
        var (agreeing, differing) = (0.0, 0.0);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                var share = table[(i * k) + j] / n;
                if (i == j)
                    agreeing += share * Square(1 - ((rows[i] + columns[i]) / n * (1 - kappa)));
                else
                    differing += share * Square((columns[i] + rows[j]) / n);
            }
        }

        return (agreeing + (Square(1 - kappa) * differing) - Square(kappa - (chance * (1 - kappa)))) / (n * Square(1 - chance));
    }

    private static double Square(double value) => value * value;
}
