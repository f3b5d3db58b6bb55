using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Intervals;

namespace ActiveLabel.Core.People.Agreement;

/// <summary>
/// How well a whole group agrees, from counts alone: Krippendorff's alpha and Fleiss' kappa. Each has a 95 % percentile
/// bootstrap interval over the images (Efron, Tibshirani 1993, chapter 13), drawn with replacement from those with two
/// answers or more; Fleiss' own standard error holds only where people answer by chance, and Krippendorff's own bootstrap
/// draws pairs of answers as if those of one image were independent.
/// </summary>
/// <param name="Alpha">
/// Nominal alpha, 1 - (n - 1)(n - A) / (n² - Σ n_c²), where A sums over the images Σ_c n_uc(n_uc - 1) / (m_u - 1), n counts
/// the answers, n_c those of one category, m_u those about one image (Krippendorff 2011, "Computing Krippendorff's
/// Alpha-Reliability", section C). Answers may be missing.
/// </param>
/// <param name="Kappa">
/// (P - P_e) / (1 - P_e), where P is the images' mean share of agreeing pairs and P_e = Σ (n_c / n)² (Fleiss 1971,
/// "Measuring nominal scale agreement among many raters"). Fleiss had as many answers about every image; where they
/// differ each image counts alike in P, and each answer in P_e.
/// </param>
public sealed record GroupAgreement(AgreementFigure Alpha, AgreementFigure Kappa)
{
    /// <summary>Resamples, where there are not so many images that they would take long.</summary>
    public const int MostResamples = 1000;

    /// <summary>For so many images that they would.</summary>
    public const int FewestResamples = 200;

    /// <summary>Images drawn in all resamples together, about a second on one core.</summary>
    private const long MostDraws = 100_000_000;

    /// <summary>A measure that moves less than this over all resamples does not move.</summary>
    private const double Nothing = 1e-12;

    /// <summary>Equal for equal answers and seeds, whatever the number of threads.</summary>
    public static GroupAgreement Of(Ratings ratings, int seed = 1, CancellationToken cancel = default)
    {
        var patterns = new AnswerPatterns(ratings);
        if (patterns.UnitCount == 0)
        {
            var none = new AgreementFigure(null, null, 0, 0, AgreementGap.NoOverlap);
            return new GroupAgreement(none, none);
        }

        var counts = patterns.Counts();
        var (alpha, kappa) = Measure(patterns, counts);
        var answers = patterns.Patterns.Select((p, number) => p.Answers * counts[number]).Sum();
        if (double.IsNaN(alpha))
        {
            var alike = new AgreementFigure(null, null, patterns.UnitCount, answers, AgreementGap.OneCategory);
            return new GroupAgreement(alike, alike);
        }

        var (alphas, kappas) = Resample(patterns, seed, cancel);
        return new GroupAgreement(
            new AgreementFigure(alpha, Between(alphas), patterns.UnitCount, answers, AgreementGap.None),
            new AgreementFigure(kappa, Between(kappas), patterns.UnitCount, answers, AgreementGap.None));
    }

    private static (double[] Alphas, double[] Kappas) Resample(AnswerPatterns patterns, int seed, CancellationToken cancel)
    {
        var resamples = (int)Math.Clamp(MostDraws / patterns.UnitCount, FewestResamples, MostResamples);
        var (alphas, kappas) = (new double[resamples], new double[resamples]);
        Parallel.For(
            0, resamples, BackgroundThreads.Loop(cancel), () => new int[patterns.Patterns.Count],
            (number, _, counts) =>
            {
                patterns.Draw(((ulong)(uint)seed << 32) | (uint)number, counts);
                (alphas[number], kappas[number]) = Measure(patterns, counts);
                return counts;
            },
            _ => { });
        return (alphas, kappas);
    }

    /// <summary>Both are NaN where all answers are of one category.</summary>
    private static (double Alpha, double Kappa) Measure(AnswerPatterns patterns, ReadOnlySpan<int> counts)
    {
        var given = new long[patterns.CategoryCount];
        long answers = 0, units = 0;
        var (coincidences, agreement) = (0.0, 0.0);
        for (var number = 0; number < counts.Length; number++)
        {
            if (counts[number] == 0)
                continue;

            var pattern = patterns.Patterns[number];
            units += counts[number];
            answers += (long)counts[number] * pattern.Answers;
            var perAnswer = (double)pattern.AgreeingPairs / (pattern.Answers - 1);
            coincidences += counts[number] * perAnswer;
            agreement += counts[number] * perAnswer / pattern.Answers;
            foreach (var (category, count) in pattern.Given)
            {
                given[category] += (long)counts[number] * count;
            }
        }

        double squares = given.Sum(n => (double)n * n), all = (double)answers * answers;
        if (squares >= all)
            return (double.NaN, double.NaN);

        var chance = squares / all;
        return (1 - ((answers - 1) * (answers - coincidences) / (all - squares)), ((agreement / units) - chance) / (1 - chance));
    }

    private static Interval? Between(double[] values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 || sorted[^1] - sorted[0] < Nothing
            ? null
            : new Interval(EvaluationIntervals.Percentile(sorted, 0.025), EvaluationIntervals.Percentile(sorted, 0.975));
    }
}
