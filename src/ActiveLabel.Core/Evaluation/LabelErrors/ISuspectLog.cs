using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.Evaluation.LabelErrors;

/// <summary>
/// The part of the log that looking for wrong labels takes. An answer about a suspect is an entry of
/// <see cref="LabelSource.Review"/> whose rank is the suspect's place in the list.
/// </summary>
public interface ISuspectLog
{
    /// <summary>Place of the project's newest entry in the log; 0 before any.</summary>
    Task<long> MarkAsync(long projectId, CancellationToken cancel);

    /// <summary>Entries after a place that can change labels and are no answers about suspects.</summary>
    Task<int> CountSinceAsync(long projectId, long mark, CancellationToken cancel);

    /// <summary>The newest standing answer about each of the images as a suspect, by image; images without one are missing.</summary>
    Task<IReadOnlyDictionary<long, SuspectAnswer>> AnswersAsync(long projectId, IReadOnlyList<long> imageIds, long mark, CancellationToken cancel);

    /// <summary>Appends an answer if the image's answer is still the one that the person saw.</summary>
    /// <param name="seen">Id of the entry that gave it.</param>
    /// <returns>Null where it was appended; else the entry that gives the image's answer by now, and nothing was appended.</returns>
    /// <exception cref="WrongUseException">The image or the class is not of that project (any more).</exception>
    Task<LabelEntry?> AppendAsync(LabelEntry entry, Guid seen, CancellationToken cancel);
}

/// <param name="Stands">Whether the image's current answer is still what that one said, whoever gave it.</param>
/// <param name="IsNew">Whether it came after the mark.</param>
public readonly record struct SuspectAnswer(LabelEntry Entry, bool Stands, bool IsNew);
