namespace ActiveLabel.Core.Evaluation.Annotators;

/// <summary>A project's newest study that came to its end. It can be made anew at any time, so nothing hangs on it.</summary>
/// <param name="Initial">What each person's labels were added to.</param>
/// <param name="Mark">Place in the log of the newest entry when it was asked for: later labels are not in it.</param>
/// <param name="ClassMark">Place in the record of class changes up to which its labels counted.</param>
public sealed record KeptStudy(InitialChoice Initial, long Mark, long ClassMark, DateTimeOffset Begun, AnnotatorReport Report);

/// <summary>Keeps each project's newest study.</summary>
public interface IStudyStore
{
    /// <summary>Replaces the project's study before.</summary>
    Task KeepAsync(long projectId, KeptStudy study, CancellationToken cancel);

    /// <summary>Null where there is none, or none that this program can read.</summary>
    Task<KeptStudy?> FindAsync(long projectId, CancellationToken cancel);
}
