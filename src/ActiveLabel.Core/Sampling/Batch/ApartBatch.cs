using System.Numerics.Tensors;

namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>
/// The most useful image, then again and again the one with the most of utility times one less the cosine to the picked
/// image most like it: useful ones that do not repeat each other. Images outside the neighbour graph come last, by their
/// utility. Equal ones come in an order drawn by seed, then by id.
/// </summary>
internal sealed class ApartBatch : IBatch
{
    public IReadOnlyList<int> Choose(Ranking ranking, int count, int seed, CancellationToken cancel) =>
        Choose(ranking.Pool, ranking.Utilities, count, seed, cancel);

    public static IReadOnlyList<int> Choose(SamplingPool pool, double[] utilities, int count, int seed, CancellationToken cancel)
    {
        var graph = pool.RequireSurroundings().Graph;
        // By utility: what comes first among equals is the one that shall.
        var order = TopBatch.Choose(pool, utilities, pool.Count, seed, cancel);
        var (inside, outside) = (new List<int>(), new List<int>());
        foreach (var place in order) (graph.IndexOf(pool.ImageIds[place]) >= 0 ? inside : outside).Add(place);

        int[] nodes = [.. inside.Select(place => graph.IndexOf(pool.ImageIds[place]))];
        var room = new float[inside.Count];
        Array.Fill(room, 1);
        var picked = new List<int>(count);
        while (picked.Count < Math.Min(count, inside.Count))
        {
            cancel.ThrowIfCancellationRequested();
            var best = -1;
            for (var i = 0; i < room.Length; i++)
            {
                if (room[i] >= 0 && (best < 0 || utilities[inside[i]] * room[i] > utilities[inside[best]] * room[best])) best = i;
            }

            picked.Add(inside[best]);
            room[best] = -1;
            Parallel.For(0, room.Length, BackgroundThreads.Loop(cancel), i =>
            {
                if (room[i] >= 0)
                    room[i] = Math.Max(0, Math.Min(room[i], 1 - TensorPrimitives.Dot(graph.Point(nodes[best]), graph.Point(nodes[i]))));
            });
        }

        return [.. picked, .. outside.Take(count - picked.Count)];
    }
}
