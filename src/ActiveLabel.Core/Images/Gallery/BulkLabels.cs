using ActiveLabel.Core.Labels;

namespace ActiveLabel.Core.Images.Gallery;

/// <summary>Labels that one person gave to many images at once: the entries of the log with that person, source and time.</summary>
/// <param name="ClassId">Null for a poor example.</param>
/// <param name="Standing">How many of them nobody has taken back.</param>
public sealed record BulkLabelling(long PersonId, DateTimeOffset At, long? ClassId, int Standing);

/// <summary>Finds what was labelled at once, so that it can be taken back at once.</summary>
public interface IBulkLabels
{
    /// <summary>The person's newest action of which something stands, or null.</summary>
    Task<BulkLabelling?> NewestAsync(long projectId, long personId, CancellationToken cancel);

    /// <summary>Its entries that stand, in the order of the log.</summary>
    Task<IReadOnlyList<LabelEntry>> StandingAsync(long projectId, BulkLabelling labelling, CancellationToken cancel);
}
