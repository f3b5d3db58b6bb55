namespace ActiveLabel.Core.Sampling;

/// <summary>
/// Which ranks of a queue belong to the audit arm: a share of them, as evenly spread as whole ranks allow, so that any
/// stretch of the queue that people get through holds its share.
/// </summary>
internal readonly struct AuditArm
{
    private readonly decimal _share;

    /// <param name="share">0 to 1.</param>
    public AuditArm(double share)
    {
        if (!(share is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The audit share is 0 to 1.");

        // Decimal, so that ten times a tenth is one.
        _share = (decimal)share;
    }

    /// <summary>How many of the first <paramref name="count"/> ranks belong to the arm: the share, rounded.</summary>
    public int Among(int count) => (int)Math.Floor((count * _share) + 0.5m);

    /// <param name="rank">Zero-based.</param>
    public bool Holds(int rank) => Among(rank + 1) > Among(rank);
}
