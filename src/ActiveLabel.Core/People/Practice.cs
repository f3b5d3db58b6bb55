using ActiveLabel.Core.Labels.Consensus;

namespace ActiveLabel.Core.People;

/// <summary>Where an image with a known class was answered.</summary>
public enum GoldSource
{
    /// <summary>On the Practice page, where the verdict follows at once.</summary>
    Practice,

    /// <summary>Among the images to label, where nobody is told.</summary>
    Hidden,
}

/// <summary>One answer about an image whose right class is known. It trains nothing and is no label.</summary>
public sealed record PracticeAnswer(Guid Id, long ProjectId, long PersonId, long ImageId, long GivenClassId, long RightClassId, DateTimeOffset At)
{
    public GoldSource Source { get; init; }

    /// <summary>Whether practice was passed with this answer, by the rule of that time: a stricter rule later takes nothing away.</summary>
    public bool Passes { get; init; }

    /// <summary>Id of the undo that took it back; null while it stands.</summary>
    public Guid? Withdrawal { get; init; }

    /// <summary>
    /// Whether the image was skipped or called a poor example, which is neither right nor wrong. The given class then says
    /// nothing; it is the right one.
    /// </summary>
    public bool IsSkip { get; init; }

    public bool IsRight => !IsSkip && GivenClassId == RightClassId;
}

/// <summary>How often one person took one class for another, on images whose class is known. Skips are not in it.</summary>
public readonly record struct GoldCell(long PersonId, GoldSource Source, long RightClassId, long GivenClassId, int Count)
{
    public bool IsRight => RightClassId == GivenClassId;
}

/// <summary>How often people were asked about an image whose class is known.</summary>
/// <param name="Asked">Answers with a class that stand.</param>
/// <param name="Wrong">Of these, the wrong ones.</param>
public readonly record struct GoldTally(int Asked, int Wrong);

/// <summary>Keeps what was answered about images whose class is known, apart from the labels.</summary>
public interface IPracticeLog
{
    /// <summary>Harmless when repeated with the same id: false, and nothing is changed.</summary>
    Task<bool> AppendAsync(PracticeAnswer answer, CancellationToken cancel);

    /// <summary>The answers of one person that stand, from everywhere, oldest first.</summary>
    Task<IReadOnlyList<PracticeAnswer>> ListAsync(long projectId, long personId, CancellationToken cancel);

    /// <summary>Ids of those who have answers that stand.</summary>
    Task<IReadOnlyList<long>> ListPeopleAsync(long projectId, CancellationToken cancel);

    /// <summary>
    /// Takes back an answer to a hidden image. Returns it, or null where that person has no such answer that stands.
    /// Harmless when repeated with the same <paramref name="withdrawal"/>: it returns the same answer again.
    /// </summary>
    Task<PracticeAnswer?> WithdrawAsync(long projectId, long personId, Guid answerId, Guid withdrawal, CancellationToken cancel);

    /// <summary>How often each person gave which class to images of which, of answers that stand and were given until then; in their order.</summary>
    Task<IReadOnlyList<GoldAnswers>> CountAsync(long projectId, DateTimeOffset until, CancellationToken cancel);

    /// <summary>By image id, over everybody; images that nobody was asked about are not in it.</summary>
    Task<IReadOnlyDictionary<long, GoldTally>> TallyAsync(long projectId, CancellationToken cancel);

    /// <summary>Everybody's answers with a class that stand, counted by person, source, right class and given class.</summary>
    Task<IReadOnlyList<GoldCell>> TallyPeopleAsync(long projectId, CancellationToken cancel);
}
