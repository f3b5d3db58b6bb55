namespace ActiveLabel.Core.Evaluation.Stopping;

/// <summary>Whether more labels are worth their work.</summary>
public enum StoppingVerdict
{
    /// <summary>Too few rounds, or too few images that judge.</summary>
    TooEarly,
    GoOn,
    Stop,
}

/// <summary>What so many more labels bring to the balanced accuracy, as a share: 0.01 is one point.</summary>
/// <param name="Labels">From today on.</param>
/// <param name="Range">Holds what they bring in 95 of 100 cases, chance included.</param>
public sealed record ExpectedGain(int Labels, double Expected, Interval Range);

/// <summary>A recommendation to go on or to stop labelling.</summary>
/// <param name="Reason">One or two sentences for the people who decide.</param>
/// <param name="Ahead">The gain of the next 10, 20, ... labels up to <see cref="StoppingAdvisor.NextLabels"/>; empty while there is no curve.</param>
public sealed record StoppingAdvice(StoppingVerdict Verdict, string Reason, IReadOnlyList<ExpectedGain> Ahead)
{
    /// <summary>The gain of the next <see cref="StoppingAdvisor.NextLabels"/> labels; null while there is no curve.</summary>
    public ExpectedGain? Gain => Ahead.Count == 0 ? null : Ahead[^1];
}
