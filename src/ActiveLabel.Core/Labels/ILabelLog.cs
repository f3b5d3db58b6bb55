namespace ActiveLabel.Core.Labels;

public enum AppendOutcome
{
    Appended,

    /// <summary>An entry of that id was there already: nothing was changed.</summary>
    Repeated,
}

/// <summary>The append-only log of labels. Every method that returns has its entries safe on disk.</summary>
public interface ILabelLog
{
    /// <summary>
    /// Appends one entry and, in the same transaction, brings what derives from it up to date: the image's current
    /// answer and its place in the queue (done after a class or poor example, back in it after a skip).
    /// </summary>
    /// <exception cref="WrongUseException">The image or the class is not of that project.</exception>
    Task<AppendOutcome> AppendAsync(LabelEntry entry, CancellationToken cancel);

    /// <summary>
    /// Takes back an entry of the label page by appending a withdrawal, and leases the image to the same session again
    /// unless somebody else holds it. Returns the entry taken back, or null where nothing is left to take back.
    /// Harmless when repeated with the same <paramref name="withdrawalId"/>.
    /// </summary>
    /// <param name="entryId">
    /// The person's entry to take back, so that two tabs of one person do not take back each other's; null for the
    /// newest that stands. An entry that is not the person's, or does not stand any more, is nothing to take back.
    /// </param>
    Task<LabelEntry?> UndoAsync(
        long projectId, long personId, string session, Guid withdrawalId, Guid? entryId, DateTimeOffset now, TimeSpan lease, CancellationToken cancel);

    /// <summary>All entries of one image, oldest first.</summary>
    Task<IReadOnlyList<LabelEntry>> HistoryAsync(long projectId, long imageId, CancellationToken cancel);

    /// <summary>The person's newest entries of the label page that stand, newest first.</summary>
    Task<IReadOnlyList<LabelEntry>> RecentAsync(long projectId, long personId, int most, CancellationToken cancel);

    /// <summary>Answers of the pool (classes only, imports included) that stand, in all and since the last finished round began.</summary>
    Task<LabelProgress> ProgressAsync(long projectId, CancellationToken cancel);
}

/// <param name="SinceLastRound">Entries that change what a model would be trained on, appended after the newest round's training set was read; corrections count.</param>
public sealed record LabelProgress(int Labelled, int SinceLastRound);
