using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Rounds;

/// <summary>Keeps rounds, and changes the queue when one ends.</summary>
public interface IRoundStore
{
    /// <summary>
    /// Starts the project's next round, or returns null where one is under way: at most one a project at a time, also
    /// between processes. The moment also marks up to where labels belong to this round's training set.
    /// </summary>
    Task<Round?> BeginAsync(long projectId, QueryStrategy strategy, int batchSize, int seed, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Saves state and details of a round under way.</summary>
    Task SaveAsync(Round round, CancellationToken cancel);

    /// <summary>
    /// Saves the round, which is over, and in the same transaction gives its picks their places in the queue, in their
    /// order from rank 0. Answered images are passed over, but for those that are wanted another answer about; second
    /// opinions that an earlier round wanted and nobody has given are asked for no longer. Leases stay as they are.
    /// </summary>
    Task EndAsync(Round round, IReadOnlyList<Pick> picks, CancellationToken cancel);

    /// <summary>Rounds of all projects that are not over: after a crash, those cut off.</summary>
    Task<IReadOnlyList<Round>> ListUnfinishedAsync(CancellationToken cancel);

    /// <summary>Where the project's rounds stand: cheap, whatever their number.</summary>
    Task<RoundStanding> StandingAsync(long projectId, CancellationToken cancel);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<Round>> ListAsync(long projectId, CancellationToken cancel);

    /// <summary>Sequence number of the newest entry of the log when a round began; what it read may have come a moment later.</summary>
    Task<long> MarkOfAsync(long roundId, CancellationToken cancel);
}

/// <param name="Newest">Null before the first.</param>
/// <param name="Ready">The newest whose queue a model ordered; null before any.</param>
public readonly record struct RoundStanding(Round? Newest, Round? Ready);

/// <summary>An image chosen for a round's queue.</summary>
public readonly record struct Pick(long ImageId, PickReason Reason)
{
    public PickWhy Why { get; init; }

    /// <summary>Different people who shall have answered about it in all, of an image that is asked about again; else 0.</summary>
    public int Wanted { get; init; }
}
