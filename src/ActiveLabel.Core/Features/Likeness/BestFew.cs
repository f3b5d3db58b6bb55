namespace ActiveLabel.Core.Features.Likeness;

/// <summary>The greatest few of many, in a heap whose root is the least of them: one comparison for all that come too late.</summary>
internal sealed class BestFew(int most)
{
    private readonly PriorityQueue<int, (float Cosine, int Order)> _kept = new(Math.Min(most, 1024));

    private (float Cosine, int Order) _least = (float.NegativeInfinity, int.MinValue);

    public void Offer(int place, float cosine)
    {
        // Of equals the first ones stay.
        var key = (cosine, -place);
        if (_kept.Count < most) _kept.Enqueue(place, key);
        else if (cosine < _least.Cosine || key.CompareTo(_least) <= 0) return;
        else _kept.EnqueueDequeue(place, key);

        if (_kept.Count == most && _kept.TryPeek(out _, out var least)) _least = least;
    }

    public void Take(BestFew other)
    {
        foreach (var (place, (cosine, _)) in other._kept.UnorderedItems) Offer(place, cosine);
    }

    public IReadOnlyList<LikeVector> InOrder() =>
        [.. _kept.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => new LikeVector(item.Element, item.Priority.Cosine))];
}
