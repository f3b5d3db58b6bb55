using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Labels;

/// <summary>Many images of the queue at once, for a page on which they are sorted by what they are taken for.</summary>
public interface ISortingQueue
{
    /// <summary>
    /// Those of the images, in their order, that lack an answer and may be shown beside what a model takes them for: not
    /// those drawn at random to judge models, whose answers must know nothing of any model, not second opinions, and not gold
    /// images.
    /// </summary>
    Task<IReadOnlyList<OpenImage>> OpenAsync(long projectId, long personId, IReadOnlyList<long> imageIds, CancellationToken cancel);

    /// <summary>Those of the entries that the person gave in the grid and that stand, or were taken back by one of the withdrawals.</summary>
    Task<IReadOnlyList<LabelEntry>> GivenAsync(
        long projectId, long personId, IReadOnlyList<Guid> entryIds, IReadOnlyList<Guid> withdrawalIds, CancellationToken cancel);
}

/// <param name="HasSpoken">Whether the person has said something about it that stands, a skip too: they are not asked here again.</param>
public sealed record OpenImage(ProjectImage Image, bool HasSpoken);
