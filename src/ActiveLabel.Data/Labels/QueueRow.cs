using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Data.Labels;

/// <summary>
/// The place of one pool image in its project's queue. It is made with the image and stays: rounds move it, leases close
/// it to others, answers take it out and undo brings it back.
/// </summary>
internal sealed class QueueRow
{
    public required long ImageId { get; init; }

    public required long ProjectId { get; init; }

    /// <summary>Number of the round that put it here; 0 before any.</summary>
    public int Round { get; private set; }

    public required int Rank { get; set; }

    public PickReason Reason { get; private set; }

    public long? ModelVersionId { get; private set; }

    /// <summary>Null where an older version placed it.</summary>
    public PickCause? Cause { get; private set; }

    /// <summary>The classes that <see cref="PickWhy"/> names. No key to them: a class may go, and the reason then names none.</summary>
    public long? CauseClassId { get; private set; }

    public long? CauseOtherClassId { get; private set; }

    /// <summary>Different people whose answer stands, from the log.</summary>
    public int Answers { get; init; }

    /// <summary>Whether somebody's answer is that it is a poor example, from the log.</summary>
    public bool Poor { get; init; }

    /// <summary>Whether it is to be looked at again, since its class was split; from the log and the record of class changes. It comes up before all others.</summary>
    public bool Again { get; init; }

    /// <summary>Different people who shall answer about this image, where a round wants more of them than the project asks for; else 0.</summary>
    public int Wanted { get; private set; }

    /// <summary>Whether nobody need be asked any more: derived from the three above and the project's overlap.</summary>
    public bool Done { get; init; }

    /// <summary>Whether somebody else may get it now: it is not done, and with fewer people than answers are missing.</summary>
    public bool Open { get; init; } = true;

    public PickWhy Why => new(Cause ?? PickCause.NotTold, CauseClassId, CauseOtherClassId);

    /// <summary>The reason stays when the image is answered: the row does.</summary>
    public void Place(int round, int rank, Pick pick, long? modelVersionId)
    {
        (Round, Rank, Reason, ModelVersionId, Wanted) = (round, rank, pick.Reason, modelVersionId, Math.Max(Wanted, pick.Wanted));
        (Cause, CauseClassId, CauseOtherClassId) = (pick.Why.Cause, pick.Why.ClassId, pick.Why.OtherClassId);
    }
}
