namespace ActiveLabel.Core.Rounds;

/// <summary>Tells, within this process, whenever a round changes its state.</summary>
public sealed class RoundFeed
{
    /// <summary>Raised on the thread that runs the round: return at once.</summary>
    public event Action<Round>? Changed;

    public void Publish(Round round) => Changed?.Invoke(round);
}
