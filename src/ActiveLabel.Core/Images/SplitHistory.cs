namespace ActiveLabel.Core.Images;

/// <summary>In which split each image was when a round computed.</summary>
public sealed class SplitHistory
{
    private readonly Dictionary<long, SplitMove[]> _moves;

    /// <param name="moves">In the order in which they happened.</param>
    public SplitHistory(IEnumerable<SplitMove> moves) => _moves = moves.GroupBy(m => m.ImageId).ToDictionary(g => g.Key, g => g.ToArray());

    /// <param name="now">The split in which it is now.</param>
    public Split During(int round, long imageId, Split now) =>
        _moves.TryGetValue(imageId, out var moves) && Array.Find(moves, m => m.AfterRound >= round) is { } next ? next.From : now;

    /// <summary>Id of the newest model version that may have been trained on the image while it was in the pool, of one that has left it; 0 where none was.</summary>
    public long PoolUntilModel(long imageId) =>
        _moves.TryGetValue(imageId, out var moves) ? moves.Where(m => m.From == Split.Pool).Max(m => (long?)m.AfterModelId) ?? 0 : 0;
}
