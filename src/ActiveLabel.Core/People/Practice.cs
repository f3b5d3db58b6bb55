namespace ActiveLabel.Core.People;

/// <summary>One answer given in practice, where the right class is known.</summary>
public sealed record PracticeAnswer(Guid Id, long ProjectId, long PersonId, long ImageId, long GivenClassId, long RightClassId, DateTimeOffset At)
{
    public bool IsRight => GivenClassId == RightClassId;
}

/// <summary>Keeps what was answered in practice, apart from the labels.</summary>
public interface IPracticeLog
{
    /// <summary>Harmless when repeated with the same id.</summary>
    Task AppendAsync(PracticeAnswer answer, CancellationToken cancel);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<PracticeAnswer>> ListAsync(long projectId, long personId, CancellationToken cancel);
}
