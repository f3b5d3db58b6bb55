namespace ActiveLabel.Core.Labels.Consensus;

/// <summary>All answers of a project that stand, and what they come to.</summary>
public interface IOpinionStore
{
    /// <summary>All answers that stand, as their classes count now, in the order of the log.</summary>
    Task<OpinionLog> ReadAsync(long projectId, CancellationToken cancel);

    /// <summary>Whether the answers kept beside the images are by the method that the policy says, as far as it is one of counting.</summary>
    Task<bool> IsSettledAsync(long projectId, CancellationToken cancel);

    /// <summary>
    /// Makes this each image's answer, some hundred in each transaction, but for images about which somebody has answered since
    /// the mark; and keeps the rest for <see cref="FindAsync"/>. Where classes have changed since the answers were read, no
    /// answer is touched: they count as classes do now, and the next round finds the consensus anew.
    /// </summary>
    Task KeepAsync(long projectId, KeptConsensus kept, IReadOnlyDictionary<long, ImageConsensus> images, CancellationToken cancel);

    /// <summary>What was kept last; null where nothing was.</summary>
    Task<KeptConsensus?> FindAsync(long projectId, CancellationToken cancel);

    /// <summary>How it stands now.</summary>
    Task<OpinionCounts> CountAsync(long projectId, CancellationToken cancel);
}

/// <param name="Mark">Sequence number in the log up to which all are among them.</param>
/// <param name="ClassMark">Place in the record of class changes up to which they count as they do.</param>
public sealed record OpinionLog(IReadOnlyList<Opinion> InLogOrder, long Mark, long ClassMark = 0);

/// <summary>What was found about a project's answers as a whole.</summary>
/// <param name="Mark">Of the log when it was found.</param>
/// <param name="At">When; gold answers count up to then.</param>
/// <param name="ClassIds">[K] to which the skills refer.</param>
/// <param name="People">How right each person is; empty but for Dawid and Skene.</param>
/// <param name="Shared">Images that several people have answered.</param>
/// <param name="Disputed">Of these, those on which they do not agree.</param>
/// <param name="Converged">Null where nothing was to converge.</param>
public sealed record KeptConsensus(
    ConsensusMethod Method, long Mark, DateTimeOffset At, IReadOnlyList<long> ClassIds, IReadOnlyList<PersonSkill> People, int Shared, int Disputed,
    bool? Converged, int Iterations)
{
    /// <inheritdoc cref="OpinionLog.ClassMark"/>
    public long ClassMark { get; init; }

    public static KeptConsensus Of(ProjectConsensus found, ConsensusMethod method, OpinionLog log, DateTimeOffset at) => new(
        method, log.Mark, at, found.ClassIds, found.People, found.Images.Values.Count(i => i.People > 1), found.Images.Values.Count(i => i.IsDisputed),
        found.Converged, found.Iterations)
    {
        ClassMark = log.ClassMark,
    };
}

/// <param name="Answered">Images of the pool that somebody has answered about.</param>
/// <param name="Shared">Of these, those that several people have answered.</param>
/// <param name="Doubtful">Images whose answer is not certain: of a vote, where not all agree.</param>
/// <param name="Wanted">Images about which a round wants another opinion that is still to come.</param>
public sealed record OpinionCounts(int Answered, int Shared, int Doubtful, int Wanted);
