using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>A pool image's newest class among the entries that stood at a place in the log.</summary>
/// <param name="ClassId">Of the project's classes.</param>
public sealed record LabelThen(long ImageId, ImageHash Hash, string FileName, long PersonId, long ClassId, DateTimeOffset At, LabelSource Source);

/// <summary>Reads what stood in the log at some place of it.</summary>
public interface ITrainingLabels
{
    /// <summary>How many labels of pool images stood, by the person of the newest of each image.</summary>
    Task<IReadOnlyDictionary<long, int>> CountAsync(long projectId, long labelMark, CancellationToken cancel);

    /// <summary>In the order of the images' ids.</summary>
    /// <param name="personId">Only those by this person; null for all.</param>
    /// <param name="afterImage">Only images after this one; 0 for the first.</param>
    Task<IReadOnlyList<LabelThen>> PageAsync(long projectId, long labelMark, long? personId, long afterImage, int most, CancellationToken cancel);
}
