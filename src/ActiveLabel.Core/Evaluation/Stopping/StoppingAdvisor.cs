namespace ActiveLabel.Core.Evaluation.Stopping;

/// <summary>
/// Says when labelling has brought nearly all that it will: when the next labels bring, most probably, less than one point
/// of balanced accuracy, and have done so for a while. Measured over replays: docs/evaluation.md.
/// </summary>
public static class StoppingAdvisor
{
    /// <summary>Labels whose gain decides.</summary>
    public const int NextLabels = 50;

    /// <summary>A gain below this is not worth <see cref="NextLabels"/> labels: one point.</summary>
    public const double SmallGain = 0.01;

    /// <summary>Judged rounds before which nothing is recommended.</summary>
    public const int FewestRounds = 5;

    /// <summary>How probable it must be that the gain is small before that counts as evidence to stop.</summary>
    private const double Sure = 0.8;

    /// <summary>A stop is taken back when a small gain has become less probable than a larger one.</summary>
    private const double Doubtful = 0.5;

    /// <summary>What must have held all the while: for so many labels, and in so many rounds.</summary>
    private const int LastingLabels = 40, LastingRounds = 3;

    /// <summary>Where the judging images alone leave the gain open by more than this, no recommendation rests on them.</summary>
    private const double WidestByJudging = 0.05;

    private const int Step = 10;

    /// <param name="history">Rounds judged on one basis, oldest first: <see cref="JudgedRound.Of(IReadOnlyList{Models.ModelSummary})"/>.</param>
    public static StoppingAdvice Advise(IReadOnlyList<JudgedRound> history) =>
        history.Count == 0 ? Early(0) : Follow([.. history]).Last().Advice;

    /// <summary>The advice after each round, as <see cref="Advise"/> would have given it then.</summary>
    internal static IEnumerable<(int Labels, StoppingAdvice Advice)> Follow(JudgedRound[] history)
    {
        var evidence = new List<Evidence>();
        var stopped = false;
        for (var count = 1; count <= history.Length; count++)
        {
            var today = history[count - 1];
            var fit = count < FewestRounds ? null : LearningCurveFit.Of(history.AsSpan(0, count));
            evidence.Add(new Evidence(today.Labels, fit is null || TooFewJudge(today) ? null : fit.Trend(NextLabels).Below(SmallGain)));
            var lasting = Lasting(evidence);
            stopped = stopped ? !lasting.All(p => p < Doubtful) : lasting.All(p => p >= Sure);
            yield return (today.Labels, fit is null ? Early(count) : Judge(today, fit, stopped));
        }
    }

    private static StoppingAdvice Judge(JudgedRound today, LearningCurveFit fit, bool stopped)
    {
        ExpectedGain[] ahead = [.. Enumerable.Range(1, NextLabels / Step).Select(i => GainOf(fit, i * Step))];
        if (TooFewJudge(today))
            return new StoppingAdvice(StoppingVerdict.TooEarly, StoppingWords.FewJudging(today, MoreToJudge(today)), ahead);

        return stopped
            ? new StoppingAdvice(StoppingVerdict.Stop, StoppingWords.Stop(ahead[^1]), ahead)
            : new StoppingAdvice(StoppingVerdict.GoOn, StoppingWords.GoOn(ahead[^1]), ahead);
    }

    private static StoppingAdvice Early(int rounds) => new(StoppingVerdict.TooEarly, StoppingWords.FewRounds(rounds), []);

    private static ExpectedGain GainOf(LearningCurveFit fit, int labels)
    {
        var gain = fit.Gain(labels);
        return new ExpectedGain(labels, gain.Mean, gain.Middle);
    }

    /// <summary>The evidence of the last labels and rounds.</summary>
    private static IEnumerable<double?> Lasting(List<Evidence> evidence)
    {
        var from = evidence[^1].Labels - LastingLabels;
        return evidence.Where((e, i) => e.Labels >= from || i >= evidence.Count - LastingRounds).Select(e => e.SmallGain);
    }

    /// <summary>Half a 95 % interval of the gain, were nothing known but the images that judge.</summary>
    private static double OpenByJudging(JudgedRound round) =>
        1.96 * round.StandardError * Math.Sqrt(Math.Log((double)(round.Labels + NextLabels) / round.Labels));

    private static bool TooFewJudge(JudgedRound round) => OpenByJudging(round) > WidestByJudging;

    /// <summary>How many more judging images would narrow the interval enough, rounded up to tens.</summary>
    private static int MoreToJudge(JudgedRound round)
    {
        var ratio = OpenByJudging(round) / WidestByJudging;
        return (int)Math.Ceiling(round.Judging * ((ratio * ratio) - 1) / 10) * 10;
    }

    /// <param name="SmallGain">The probability that the next labels bring little; null where nothing can be said.</param>
    private readonly record struct Evidence(int Labels, double? SmallGain);
}
