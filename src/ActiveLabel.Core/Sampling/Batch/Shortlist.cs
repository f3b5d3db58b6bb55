using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>The most useful images, among which a batch that minds differences chooses. Its size bounds the work.</summary>
internal static class Shortlist
{
    private const int ForEach = 10;

    /// <summary>Ten for each that is wanted (Zhdanov 2019), the most useful first.</summary>
    public static IReadOnlyList<int> OfUseful(Ranking ranking, int count, int seed, CancellationToken cancel) =>
        TopBatch.Choose(ranking.Pool, ranking.Utilities, ForEach * count, seed, cancel);

    /// <summary>All images, or of a greater pool so many as a neighbour graph has, drawn by the seed where they are equally useful.</summary>
    public static IReadOnlyList<int> OfAll(Ranking ranking, int count, int seed, CancellationToken cancel) =>
        TopBatch.Choose(ranking.Pool, ranking.Utilities, Math.Max(count, NeighbourGraph.MostImages), seed, cancel);
}
