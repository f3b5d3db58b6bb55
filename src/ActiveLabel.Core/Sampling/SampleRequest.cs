namespace ActiveLabel.Core.Sampling;

/// <summary>How many images are wanted, and how.</summary>
/// <param name="Count">Images wanted; fewer come from a smaller pool.</param>
/// <param name="AuditShare">Share of them drawn at random, 0 to 1, spread evenly over the order.</param>
/// <param name="Seed">Source of every random choice: same pool and seed, same images in the same order.</param>
public readonly record struct SampleRequest(int Count, double AuditShare, int Seed)
{
    /// <summary>How many of them are labelled before the next are chosen: the images of one batch shall differ. 0 for all at once.</summary>
    public int Batch { get; init; }
}
