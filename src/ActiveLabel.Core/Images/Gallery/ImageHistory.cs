using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Images.Gallery;

/// <summary>All that was ever said and decided about one image.</summary>
/// <param name="Entries">Its part of the log, oldest first.</param>
/// <param name="TrainedVersions">Ids of the model versions that are recorded to have been trained on it.</param>
/// <param name="PracticeAnswers">Answers to it in practice and as a hidden check that stand, oldest first.</param>
/// <param name="Place">Its place in the queue; null for a test image.</param>
/// <param name="Failure">Why it has no vector; null where it has one, or is not featurized yet.</param>
/// <param name="Row">Of its vector.</param>
public sealed record ImageHistory(
    IReadOnlyList<LabelEntry> Entries, IReadOnlySet<long> TrainedVersions, IReadOnlyList<PracticeAnswer> PracticeAnswers, QueuePlacing? Place,
    GoldImage? Gold, string? Failure, long? Row)
{
    /// <summary>The withdrawal that took an entry back, or null while it stands.</summary>
    public LabelEntry? WithdrawalOf(LabelEntry entry) => Entries.FirstOrDefault(e => e.Withdraws == entry.Id);

    /// <summary>Of the entries that stand and say what the image's answer says, the newest.</summary>
    /// <param name="answer">The current one, which several people's answers may have come to; null while none stands.</param>
    public LabelEntry? Deciding(Answer? answer) => answer is null
        ? null
        : Entries.LastOrDefault(e => e.Kind is LabelKind.Class or LabelKind.PoorExample && e.ClassId == answer.ClassId && WithdrawalOf(e) is null);
}

/// <summary>Where a round has put an image.</summary>
/// <param name="Done">Whether nobody need be asked about it any more.</param>
public sealed record QueuePlacing(int Round, int Rank, PickReason Reason, PickWhy Why, bool Done);

public interface IImageHistories
{
    /// <param name="featurizerId">Whose vector or failure is told; empty for none.</param>
    Task<ImageHistory> ReadAsync(long projectId, long imageId, string featurizerId, CancellationToken cancel);
}
