using ActiveLabel.Core.Sampling.Start;

namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>
/// Of the most useful images, ten for each that is wanted, those in the middle of as many clusters as are wanted: useful ones
/// of different kinds. Whatever lacks because clusters coincide comes by utility.
/// </summary>
/// <remarks>Zhdanov (2019), "Diverse mini-batch active learning".</remarks>
internal sealed class DiverseBatch : IBatch
{
    public IReadOnlyList<int> Choose(Ranking ranking, int count, int seed, CancellationToken cancel)
    {
        var candidates = Shortlist.OfUseful(ranking, count, seed, cancel);
        var graph = ranking.Pool.RequireSurroundings().Graph;
        var points = graph.PointsOf(ranking.Pool.Vectors.At(candidates), cancel);
        var chosen = KMeans.Run(points, Math.Max(1, graph.PointLength), count, seed, cancel).Select(c => c.Nearest).Order().ToArray();
        var taken = chosen.ToHashSet();
        return [.. chosen.Concat(Enumerable.Range(0, candidates.Count).Where(i => !taken.Contains(i))).Take(count).Select(i => candidates[i])];
    }
}
