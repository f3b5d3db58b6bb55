using ActiveLabel.Core.Images;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Labels;

/// <summary>An image reserved for one open page of one person.</summary>
/// <param name="Round">Number of the round that put it there; 0 before any.</param>
/// <param name="Rank">Zero-based place in that round's queue.</param>
public sealed record Lease(long ImageId, DateTimeOffset Until, int Round, int Rank, PickReason Reason, long? ModelVersionId)
{
    public PickWhy Why { get; init; }
}

/// <summary>An image that a round picked and that nobody has answered yet.</summary>
public sealed record QueuedImage(ProjectImage Image, PickReason Reason, PickWhy Why);

/// <summary>
/// The order in which pool images are asked about, and who has which one before them. An image is with at most as many
/// people at a time as answers are still missing, never with one who has answered it, and never twice with one person.
/// A lease that has run out holds nothing any more, but whoever had it still answers for the round that asked.
/// </summary>
public interface ILabelQueue
{
    /// <summary>
    /// One request of a page in one transaction: appends its answer, renews what it holds and fills its hand. What it
    /// holds without knowing, because an earlier answer never reached it, comes first; so asking again takes no more
    /// images than asking once.
    /// </summary>
    /// <exception cref="WrongUseException">The answer makes no sense (see <see cref="ILabelLog.AppendAsync(LabelEntry, CancellationToken)"/>); nothing was changed.</exception>
    Task<Turn> TakeTurnAsync(TurnRequest request, CancellationToken cancel);

    /// <summary>
    /// Reserves the best free images for that page: the newest round first, then rank; what the person skipped only when
    /// nothing else is left. Best first; fewer than asked for where no more are free for that person.
    /// </summary>
    Task<IReadOnlyList<Lease>> LeaseAsync(OpenPage page, int most, LeaseSpan span, CancellationToken cancel);

    /// <summary>
    /// Reserves particular images for that page, those of them that are free for that person, in one transaction. What
    /// the page holds already is renewed and among them. Best first.
    /// </summary>
    Task<IReadOnlyList<Lease>> LeaseThoseAsync(OpenPage page, IReadOnlyList<long> imageIds, LeaseSpan span, CancellationToken cancel);

    /// <summary>Gives back what the page holds (the tab was left).</summary>
    Task ReleaseAsync(OpenPage page, CancellationToken cancel);

    /// <summary>
    /// Prolongs what the page holds, and what it held until its lease ran out where it is still free; tells what it
    /// holds now, best first.
    /// </summary>
    Task<IReadOnlyList<Lease>> RenewAsync(OpenPage page, LeaseSpan span, CancellationToken cancel);

    /// <summary>What the page holds, best first.</summary>
    Task<IReadOnlyList<Lease>> HeldAsync(OpenPage page, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Those of the images that the person has answered (a class or a poor example that stands): they are not put before them again.</summary>
    Task<IReadOnlySet<long>> AnsweredByAsync(long projectId, long personId, IReadOnlyList<long> imageIds, CancellationToken cancel);

    /// <summary>At most so many images that a round picked, in the order in which they come up, those that someone holds among them.</summary>
    Task<IReadOnlyList<QueuedImage>> NextAsync(long projectId, int most, CancellationToken cancel);

    Task<QueueCounts> CountAsync(long projectId, DateTimeOffset now, CancellationToken cancel);
}

/// <param name="Waiting">Images that lack answers and that nobody holds.</param>
/// <param name="Leased">Images that lack answers and that somebody holds.</param>
public sealed record QueueCounts(int Waiting, int Leased);
