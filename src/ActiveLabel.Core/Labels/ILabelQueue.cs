using ActiveLabel.Core.Images;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Labels;

/// <summary>An image reserved for one session of one person.</summary>
/// <param name="Round">Number of the round that put it there; 0 before any.</param>
/// <param name="Rank">Zero-based place in that round's queue.</param>
public sealed record Lease(long ImageId, DateTimeOffset Until, int Round, int Rank, PickReason Reason, long? ModelVersionId)
{
    public PickWhy Why { get; init; }
}

/// <summary>An image that a round picked and that nobody has answered yet.</summary>
public sealed record QueuedImage(ProjectImage Image, PickReason Reason, PickWhy Why);

/// <summary>The order in which unlabelled pool images are asked about, and who has which one before them.</summary>
public interface ILabelQueue
{
    /// <summary>
    /// Reserves the best free image for that session in one atomic statement: fewest skips first, then the newest
    /// round, then rank. An image whose lease has run out is free. Null when every image is answered or reserved.
    /// </summary>
    Task<Lease?> LeaseAsync(long projectId, long personId, string session, DateTimeOffset now, TimeSpan duration, CancellationToken cancel);

    /// <summary>Gives back what the session holds (the tab was left).</summary>
    Task ReleaseAsync(long projectId, string session, CancellationToken cancel);

    /// <summary>Prolongs what the session holds; an image that someone else has taken meanwhile is left alone.</summary>
    Task RenewAsync(long projectId, string session, DateTimeOffset until, CancellationToken cancel);

    /// <summary>
    /// The lease under which this image is held by that session, or null. A lease that has run out counts as long as
    /// nobody else took the image: whoever thinks for long still answers for the round that asked.
    /// </summary>
    Task<Lease?> HeldAsync(long projectId, long imageId, string session, CancellationToken cancel);

    /// <summary>All leases of that session, best first, those that have run out but nobody else took among them.</summary>
    Task<IReadOnlyList<Lease>> HeldAsync(long projectId, string session, CancellationToken cancel);

    /// <summary>At most so many images that a round picked, in the order in which they come up, those that someone holds among them.</summary>
    Task<IReadOnlyList<QueuedImage>> NextAsync(long projectId, int most, CancellationToken cancel);

    Task<QueueCounts> CountAsync(long projectId, DateTimeOffset now, CancellationToken cancel);
}

public sealed record QueueCounts(int Waiting, int Leased, int Skipped);
