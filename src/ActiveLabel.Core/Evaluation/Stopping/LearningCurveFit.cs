namespace ActiveLabel.Core.Evaluation.Stopping;

/// <summary>
/// A learning curve through judged rounds, and what it says of labels to come. With n labels the balanced accuracy is
/// <c>a - b x(n) + w(n) + e</c>. The curve's x is n^-c for c = 1 and 1/2 and -ln n for c = 0: power laws, of which the last does
/// not level off (Cortes et al. 1993, "Learning curves: asymptotic values and rate of convergence"; Viering, Loog 2022, "The
/// shape of learning curves: a review"). Only rounds since a third of the labels count, since no one power law holds from the
/// first label to the last. w wanders as labels come and go, a Brownian motion along ln n, and e is the noise of one round.
/// </summary>
/// <remarks>
/// For each c a Bayesian regression with conjugate priors, in closed form (Bishop 2006, 3.3 and 3.5); the three weigh by
/// their evidence. Before any data the variance of w over a factor e of labels is that of the balanced accuracy on the
/// judging images, so that few images mean a wide interval also where the figure happens not to move.
/// </remarks>
internal sealed class LearningCurveFit
{
    /// <summary>Rounds with fewer labels than this share of today's do not count.</summary>
    private const double Recent = 1.0 / 3;

    /// <summary>Rounds without which a curve is not drawn.</summary>
    private const int FewestRounds = 3;

    /// <summary>More rounds than this are thinned out evenly: they say the same.</summary>
    private const int MostRounds = 60;

    /// <summary>Variance of e, in those of w over a factor e of labels.</summary>
    private const double RoundNoise = 0.03;

    /// <summary>Deviations of a and b before any data.</summary>
    private const double LevelDeviation = 0.5, FallDeviation = 0.15;

    /// <summary>What the variance's prior weighs, in rounds.</summary>
    private const double PriorRounds = 4;

    private static readonly double[] Exponents = [0, 0.5, 1];

    private readonly double _labels;
    private readonly IReadOnlyList<Fitted> _curves;

    private LearningCurveFit(double labels, IReadOnlyList<Fitted> curves) => (_labels, _curves) = (labels, curves);

    /// <param name="history">Oldest first; the last is today.</param>
    /// <returns>Null where too few of the rounds are recent.</returns>
    public static LearningCurveFit? Of(ReadOnlySpan<JudgedRound> history)
    {
        var rounds = RecentOf(history);
        if (rounds.Length < FewestRounds)
            return null;

        var last = rounds[^1];
        var noise = CholeskyFactor.Of(Covariance(rounds));
        double[] ones = [.. rounds.Select(_ => 1.0)];
        var middle = rounds.Average(r => r.BalancedAccuracy);
        double[] heights = [.. rounds.Select(r => r.BalancedAccuracy - middle)];
        var level = noise.Whiten(ones);
        var height = noise.Whiten(heights);
        var prior = last.StandardError * last.StandardError;
        Fitted[] curves = [.. Exponents.Select(c => Fit(c, noise.Whiten([.. rounds.Select(r => -Fall(c, (double)r.Labels / last.Labels))]), level, height, prior))];
        var best = curves.Max(c => c.LogEvidence);
        var sum = curves.Sum(c => Math.Exp(c.LogEvidence - best));
        return new LearningCurveFit(last.Labels, [.. curves.Select(c => c with { Weight = Math.Exp(c.LogEvidence - best) / sum })]);
    }

    /// <summary>What the curve itself rises by over the next labels.</summary>
    public StudentMixture Trend(int labels) => Ahead(labels, wandering: 0);

    /// <summary>What the next labels bring, chance included.</summary>
    public StudentMixture Gain(int labels) => Ahead(labels, wandering: Math.Log((_labels + labels) / _labels));

    private StudentMixture Ahead(int labels, double wandering) => new(
    [
        .. _curves.Select(curve =>
        {
            var rise = Fall(curve.Exponent, 1) - Fall(curve.Exponent, (_labels + labels) / _labels);
            return new StudentPart(
                curve.Weight, curve.Slope * rise, Math.Sqrt(curve.Variance * ((curve.SlopeVariance * rise * rise) + wandering)), curve.Freedom);
        }),
    ]);

    /// <summary>x of a number of labels, in today's.</summary>
    private static double Fall(double exponent, double labels) => exponent == 0 ? -Math.Log(labels) : Math.Pow(labels, -exponent);

    private static JudgedRound[] RecentOf(ReadOnlySpan<JudgedRound> history)
    {
        var rounds = new List<JudgedRound>();
        foreach (var round in history)
        {
            if (round.Labels >= history[^1].Labels * Recent)
                rounds.Add(round);
        }

        var every = (rounds.Count + MostRounds - 1) / MostRounds;
        return [.. rounds.Where((_, i) => (rounds.Count - 1 - i) % every == 0)];
    }

    private static double[,] Covariance(JudgedRound[] rounds)
    {
        var first = (double)rounds.Min(r => r.Labels);
        var last = rounds[^1].StandardError;
        var covariance = new double[rounds.Length, rounds.Length];
        for (var i = 0; i < rounds.Length; i++)
        {
            for (var j = 0; j < rounds.Length; j++)
            {
                var shared = Math.Log(Math.Min(rounds[i].Labels, rounds[j].Labels) / first) + (i == j ? RoundNoise : 0);
                covariance[i, j] = shared * rounds[i].StandardError * rounds[j].StandardError / (last * last);
            }
        }

        return covariance;
    }

    private static Fitted Fit(double exponent, double[] fall, double[] level, double[] height, double priorVariance)
    {
        var (priorLevel, priorFall) = (priorVariance / (LevelDeviation * LevelDeviation), priorVariance / (FallDeviation * FallDeviation));
        var (p, q, r) = (Dot(level, level) + priorLevel, Dot(level, fall), Dot(fall, fall) + priorFall);
        var (u, v) = (Dot(level, height), Dot(fall, height));
        var determinant = (p * r) - (q * q);
        var (a, b) = (((r * u) - (q * v)) / determinant, ((p * v) - (q * u)) / determinant);
        var freedom = PriorRounds + height.Length;
        var squares = (PriorRounds * priorVariance) + Dot(height, height) - ((a * u) + (b * v));
        var evidence = (-0.5 * Math.Log(determinant)) - (0.5 * freedom * Math.Log(squares));
        return new Fitted(exponent, Weight: 0, evidence, b, squares / freedom, p / determinant, freedom);
    }

    private static double Dot(double[] one, double[] other) => one.Zip(other, (x, y) => x * y).Sum();

    /// <param name="Slope">b.</param>
    /// <param name="Variance">Of w over a factor e of labels.</param>
    /// <param name="SlopeVariance">Of b, in those.</param>
    private sealed record Fitted(
        double Exponent, double Weight, double LogEvidence, double Slope, double Variance, double SlopeVariance, double Freedom);
}
