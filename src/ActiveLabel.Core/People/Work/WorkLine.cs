using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.People.Work;

/// <summary>One entry of the log of labels, as far as it tells how people label. Small: there may be a million of them in memory.</summary>
/// <param name="Sequence">Its place in the log.</param>
/// <param name="ClassId">What its class counts as now; 0 where the entry names none, or one that counts as no answer any more.</param>
/// <param name="At">Milliseconds since 1970, UTC.</param>
/// <param name="TookMilliseconds">0 where it is not known.</param>
/// <param name="Withdraws">Place of the entry taken back; 0 where it takes none back.</param>
public readonly record struct WorkLine(
    long Sequence, long ImageId, long PersonId, long ClassId, long At, int TookMilliseconds, long Withdraws, LabelKind Kind, LabelSource Source);

/// <summary>Reads the log of labels from start to end.</summary>
public interface IWorkLog
{
    /// <summary>The project's entries after that place of the log, oldest first.</summary>
    /// <param name="after">0 for all. The log only grows, so what was read before need not be read again while <see cref="Projects.Project.ClassMark"/> is the same.</param>
    Task<IReadOnlyList<WorkLine>> ReadAsync(long projectId, long after, CancellationToken cancel);
}
