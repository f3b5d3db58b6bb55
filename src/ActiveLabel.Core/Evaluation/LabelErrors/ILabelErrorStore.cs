namespace ActiveLabel.Core.Evaluation.LabelErrors;

/// <summary>Keeps each project's newest search for wrong labels. It can be made anew at any time, so nothing hangs on it.</summary>
public interface ILabelErrorStore
{
    /// <summary>Replaces the project's search before.</summary>
    Task KeepAsync(LabelErrorSearch search, CancellationToken cancel);

    /// <summary>Null where there is none, or none that this program can read.</summary>
    Task<LabelErrorSearch?> FindAsync(long projectId, CancellationToken cancel);
}
