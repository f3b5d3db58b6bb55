namespace ActiveLabel.Core.Rounds;

/// <summary>What a round did with its time, in milliseconds.</summary>
/// <param name="Read">Images, answers and rows of vectors.</param>
/// <param name="Plan">Choosing penalties, trying whether guesses help, and finding out what looks alike where that was not known yet.</param>
/// <param name="Train">The model itself.</param>
/// <param name="Calibrate">Finding its temperature.</param>
/// <param name="Judge">Figures and their intervals.</param>
/// <param name="Score">All images without an answer.</param>
/// <param name="Select">Choosing what is asked next.</param>
public sealed record RoundTimes(long Read = 0, long Plan = 0, long Train = 0, long Calibrate = 0, long Judge = 0, long Score = 0, long Select = 0)
{
    /// <summary>From reading what the model learns from to its figures: what doing it again takes too.</summary>
    public long UntilJudged => Read + Plan + Train + Calibrate + Judge;
}
