using System.Numerics.Tensors;

namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>
/// Again and again the image that is farthest from all that are labelled or picked, so that no image of the pool stays far
/// from a label. Equally far ones come by utility, then as the seed has it.
/// </summary>
/// <remarks>Sener and Savarese (2018), "Active learning for convolutional neural networks: a core-set approach", algorithm 1.</remarks>
/// <param name="ofAll">Whether all images are looked at, or the most useful ones only.</param>
internal sealed class KCentreBatch(bool ofAll) : IBatch
{
    public IReadOnlyList<int> Choose(Ranking ranking, int count, int seed, CancellationToken cancel)
    {
        var lesson = ranking.Pool.RequireLesson();
        var candidates = ofAll ? Shortlist.OfAll(ranking, count, seed, cancel) : Shortlist.OfUseful(ranking, count, seed, cancel);
        var points = new ScaledVectors(ranking.Pool.Vectors.At(candidates).ToArray(), lesson.Model.Scale);
        var labelled = new ScaledVectors(lesson.Set.Features.ToArray(), lesson.Model.Scale);
        var distances = new float[candidates.Count];
        Parallel.For(0, distances.Length, BackgroundThreads.Loop(cancel), i =>
        {
            var least = float.PositiveInfinity;
            for (var l = 0; l < labelled.Count; l++) least = Math.Min(least, TensorPrimitives.Distance(points[i], labelled[l]));
            distances[i] = least;
        });

        var picked = new List<int>(count);
        while (picked.Count < Math.Min(count, candidates.Count))
        {
            var farthest = TensorPrimitives.IndexOfMax<float>(distances);
            picked.Add(candidates[farthest]);
            // None is nearer than one that is taken.
            distances[farthest] = float.NegativeInfinity;
            Parallel.For(0, distances.Length, BackgroundThreads.Loop(cancel), i =>
                distances[i] = Math.Min(distances[i], TensorPrimitives.Distance(points[i], points[farthest])));
        }

        return picked;
    }
}
