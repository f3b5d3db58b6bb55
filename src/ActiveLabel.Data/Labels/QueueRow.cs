using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Data.Labels;

/// <summary>
/// The place of one pool image in its project's queue. It is made with the image and stays: rounds move it, leases mark
/// it, answers take it out and bring it back.
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

    /// <summary>Standing skips, from the log.</summary>
    public int Skips { get; set; }

    /// <summary>Whether an answer stands, from the log.</summary>
    public bool Done { get; set; }

    public long? LeasePersonId { get; private set; }

    public string? LeaseSession { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    public PickWhy Why => new(Cause ?? PickCause.NotTold, CauseClassId, CauseOtherClassId);

    /// <summary>The reason stays when the image is answered: the row does.</summary>
    public void Place(int round, int rank, Pick pick, long? modelVersionId)
    {
        (Round, Rank, Reason, ModelVersionId) = (round, rank, pick.Reason, modelVersionId);
        (Cause, CauseClassId, CauseOtherClassId) = (pick.Why.Cause, pick.Why.ClassId, pick.Why.OtherClassId);
    }

    public Lease ToLease() => new(
        ImageId, LeasedUntil ?? throw new InvalidOperationException($"Image {ImageId} is not leased."), Round, Rank, Reason, ModelVersionId)
    {
        Why = Why,
    };
}
