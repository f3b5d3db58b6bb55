namespace ActiveLabel.Core.Rounds;

/// <summary>Asks for rounds without waiting for them. Safe to call from many threads at once, and cheap.</summary>
public interface IRoundTrigger
{
    /// <summary>A label was appended, taken back or corrected: or classes changed: a round starts when the policy's number of new labels is reached, or labels have come to mean something else.</summary>
    void LabelAppended(long projectId);

    /// <summary>Starts a round as soon as none is under way.</summary>
    void Request(long projectId);
}
