namespace ActiveLabel.Core.Images;

/// <summary>An image that went from one split into the other, and who moved it. Never changed, never deleted.</summary>
/// <param name="AfterRound">
/// Number of the newest round by then, 0 before any. None was under way: rounds up to this one knew the image in
/// <paramref name="From"/>, those that follow in <paramref name="To"/>.
/// </param>
/// <param name="AfterModelId">Id of the project's newest model version by then, 0 before any.</param>
public sealed record SplitMove(long ProjectId, long ImageId, Split From, Split To, long PersonId, DateTimeOffset At, int AfterRound, long AfterModelId);

/// <summary>
/// Moves images between pool and test split, out of the project and back, and remembers it: an image that has trained a model
/// must never judge that model.
/// </summary>
public interface ISplitMoves
{
    /// <summary>
    /// Moves those of the images that are in another split, in one transaction. One that leaves the pool leaves the queue; one
    /// that comes gets the last place of those that no round has picked. Labels stay as they are. What was removed from the project stays so, and what somebody has before
    /// them stays where it is.
    /// </summary>
    /// <param name="now">When it happens, and by which leases are judged.</param>
    /// <returns>Null while a round computes, which has read the splits: nothing was moved. Try again when it is over.</returns>
    /// <exception cref="WrongUseException">An image is not of that project; nothing was moved.</exception>
    Task<SplitMoveOutcome?> MoveAsync(long projectId, IReadOnlyList<long> imageIds, Split to, long personId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Moves those of the images that were removed from the project to where they were before.</summary>
    /// <inheritdoc cref="MoveAsync" path="/returns"/>
    /// <inheritdoc cref="MoveAsync" path="/exception"/>
    Task<SplitMoveOutcome?> BringBackAsync(long projectId, IReadOnlyList<long> imageIds, long personId, DateTimeOffset now, CancellationToken cancel);

    /// <summary>All moves of a project, in the order in which they happened.</summary>
    Task<IReadOnlyList<SplitMove>> ListAsync(long projectId, CancellationToken cancel);
}

/// <param name="Moved">In the order asked for.</param>
/// <param name="Held">Left where they are, since somebody is looking at them.</param>
public sealed record SplitMoveOutcome(IReadOnlyList<long> Moved, IReadOnlyList<long> Held);
