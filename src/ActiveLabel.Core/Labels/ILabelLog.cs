namespace ActiveLabel.Core.Labels;

public enum AppendOutcome
{
    Appended,

    /// <summary>Appended beside the answers asked for: they were all there, or this person's was.</summary>
    AnsweredBefore,

    /// <summary>Appended, though the person's lease had run out, or there was none, and the image is before somebody else.</summary>
    WithSomebodyElse,

    /// <summary>That very entry was there already: nothing was changed.</summary>
    Repeated,
}

/// <summary>The append-only log of labels. Every method that returns has its entries safe on disk.</summary>
public interface ILabelLog
{
    /// <summary>
    /// Appends one entry and, in the same transaction, brings what derives from it up to date: the image's current
    /// answer and its place in the queue (done once enough people have answered, or after a poor example). An entry from
    /// the queue takes round, rank, audit arm and model from the person's lease, which it ends; without one it keeps
    /// those that it has.
    /// </summary>
    /// <exception cref="WrongUseException">
    /// The image or the class is not of that project (any more), the image is a test image and the entry from the queue,
    /// or another entry has that id. Nothing was changed.
    /// </exception>
    Task<AppendOutcome> AppendAsync(LabelEntry entry, CancellationToken cancel);

    /// <summary>Appends many entries in one transaction: all of them or, where one is refused, none.</summary>
    /// <returns>The outcomes in the order of the entries.</returns>
    /// <inheritdoc cref="AppendAsync(LabelEntry, CancellationToken)" path="/exception"/>
    Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<LabelEntry> entries, CancellationToken cancel);

    /// <summary>
    /// Appends one entry, but only while the image's answer is still the one that the person looked at: of two who
    /// correct a label at once, the second changes nothing and is told what the first has said.
    /// </summary>
    /// <param name="seen">The answer that the person saw; null where there was none. Its class, or that it is a poor example, is what counts.</param>
    /// <returns>Null once the entry is in the log, also where it was there already; else the newest entry of the image that is no skip, and nothing was changed.</returns>
    /// <inheritdoc cref="AppendAsync(LabelEntry, CancellationToken)" path="/exception"/>
    Task<LabelEntry?> CorrectAsync(LabelEntry entry, Answer? seen, CancellationToken cancel);

    /// <summary>
    /// Takes back an entry of the label page by appending a withdrawal, and leases the image to that page again unless
    /// somebody else holds it. Null where nothing is left to take back. Harmless when repeated with the same
    /// <paramref name="withdrawalId"/>.
    /// </summary>
    /// <param name="entryId">
    /// The person's entry to take back, so that two tabs of one person do not take back each other's; null for the
    /// newest that stands. An entry that is not the person's, or does not stand any more, is nothing to take back.
    /// </param>
    /// <param name="at">When the person took it back.</param>
    Task<TakenBack?> UndoAsync(OpenPage page, Guid withdrawalId, Guid? entryId, DateTimeOffset at, LeaseSpan span, CancellationToken cancel);

    /// <summary>All entries of one image, oldest first.</summary>
    Task<IReadOnlyList<LabelEntry>> HistoryAsync(long projectId, long imageId, CancellationToken cancel);

    /// <summary>The person's newest entries of the label page that stand, newest first.</summary>
    Task<IReadOnlyList<LabelEntry>> RecentAsync(long projectId, long personId, int most, CancellationToken cancel);

    /// <summary>How many entries of the label page that the person gave stand, skips among them.</summary>
    Task<int> CountAsync(long projectId, long personId, CancellationToken cancel);

    /// <summary>Answers of the pool (classes only, imports included) that stand, in all and since the last finished round began.</summary>
    Task<LabelProgress> ProgressAsync(long projectId, CancellationToken cancel);
}

/// <param name="Entry">The entry that was taken back.</param>
/// <param name="Image">Its image, where the page holds it again.</param>
public sealed record TakenBack(LabelEntry Entry, HeldImage? Image);

/// <param name="SinceLastRound">Entries that change what a model would be trained on, appended after the newest round's training set was read; corrections count.</param>
public readonly record struct LabelProgress(int Labelled, int SinceLastRound)
{
    /// <summary>Whether labels came to mean something else since the newest round: another is due, however few labels are new.</summary>
    public bool ClassesChanged { get; init; }
}
