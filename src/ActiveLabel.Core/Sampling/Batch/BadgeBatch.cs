using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>
/// Drawn one after the other by k-means++ on gradient embeddings: each with a chance of its squared distance to the nearest
/// picked one, so that images come that would move the model far, and each elsewhere. The longest gradient comes first, as
/// in the authors' program. What lacks because gradients coincide comes by utility, then as the seed has it.
/// </summary>
/// <remarks>Ash et al. (2020), "Deep batch active learning by diverse, uncertain gradient lower bounds" (BADGE), algorithm 1.</remarks>
/// <param name="ofAll">Whether all images are looked at, or the most useful ones only.</param>
internal sealed class BadgeBatch(bool ofAll) : IBatch
{
    public IReadOnlyList<int> Choose(Ranking ranking, int count, int seed, CancellationToken cancel)
    {
        var candidates = ofAll ? Shortlist.OfAll(ranking, count, seed, cancel) : Shortlist.OfUseful(ranking, count, seed, cancel);
        var gradients = GradientEmbeddings.Of(ranking, candidates, ranking.Pool.RequireLesson().Model.Scale);
        var random = new Random(seed);
        var distances = new float[candidates.Count];
        Array.Fill(distances, float.PositiveInfinity);
        var picked = new List<int>(count);
        var next = gradients.Longest;
        while (next >= 0 && picked.Count < Math.Min(count, candidates.Count))
        {
            picked.Add(next);
            Parallel.For(0, distances.Length, BackgroundThreads.Loop(cancel), i =>
                distances[i] = Math.Min(distances[i], gradients.SquaredDistance(i, next)));
            distances[next] = 0;
            next = WeightedDraw.Of(distances, random);
        }

        var taken = picked.ToHashSet();
        return [.. picked.Concat(Enumerable.Range(0, candidates.Count).Where(i => !taken.Contains(i))).Take(count).Select(i => candidates[i])];
    }
}
