using ActiveLabel.Core.Images;

namespace ActiveLabel.Core.Features.Likeness;

/// <summary>Images of one picture: each is nearly the same as another of the group.</summary>
/// <param name="Places">Ascending, two at least.</param>
/// <param name="Cosines">Between the points of each and of the one that it is most like.</param>
public sealed record DuplicateGroup(IReadOnlyList<int> Places, IReadOnlyList<float> Cosines);

/// <summary>
/// Finds images that are nearly the same: among each one's nearest by what the network sees, those whose sketches are the same, also
/// mirrored or turned. What the network sees alone does not tell: halved, strongly compressed and mirrored copies lie as far off as
/// other images do; and sketches alone would have to be compared in all positions. Measured: docs/similar.md.
/// </summary>
internal static class NearDuplicates
{
    /// <summary>Correlation of two sketches from which on they are of one picture.</summary>
    public const float LeastCorrelation = 0.98f;

    /// <summary>Cosine of two points below which images are not even compared.</summary>
    private const float LeastCosine = 0.1f;

    /// <summary>The same without a sketch: of images of one colour, and of those whose bytes cannot be read.</summary>
    private const float LeastWithoutSketch = 0.97f;

    /// <param name="near">Neighbours of all images.</param>
    /// <param name="sketch">Of the image at a place, or null where there is none. Called on many threads, once for each.</param>
    /// <param name="done">Told how many are sketched.</param>
    /// <returns>Groups in the order of their first places.</returns>
    public static IReadOnlyList<DuplicateGroup> Find(NearPoints near, Func<int, Sketch?> sketch, IProgress<int>? done, int threads, CancellationToken cancel)
    {
        var options = BackgroundThreads.Loop(cancel, threads);
        var (sketches, finished) = (new Sketch?[near.Points], 0);
        Parallel.For(0, near.Points, options, i =>
        {
            sketches[i] = sketch(i);
            done?.Report(Interlocked.Increment(ref finished));
        });

        var same = new bool[near.Points * near.Count];
        Parallel.For(0, near.Points, options, i =>
        {
            for (var j = 0; j < near.Count; j++)
                same[(i * near.Count) + j] = AreSame(sketches[i], sketches[near.Others(i)[j]], near.Products(i)[j]);
        });
        return Group(near, same);
    }

    private static bool AreSame(Sketch? one, Sketch? other, float cosine) =>
        cosine >= LeastCosine && (one is null || other is null ? cosine >= LeastWithoutSketch && (one is null) == (other is null) : one.Correlate(other) >= LeastCorrelation);

    private static DuplicateGroup[] Group(NearPoints near, bool[] same)
    {
        var sets = new DisjointSets(near.Points);
        var best = new float[near.Points];
        for (var i = 0; i < near.Points; i++)
        {
            for (var j = 0; j < near.Count; j++)
            {
                if (!same[(i * near.Count) + j]) continue;
                var (other, cosine) = (near.Others(i)[j], Math.Min(near.Products(i)[j], 1));
                sets.Unite(i, other);
                (best[i], best[other]) = (Math.Max(best[i], cosine), Math.Max(best[other], cosine));
            }
        }

        return [.. sets.List().Select(places => new DuplicateGroup(places, Array.ConvertAll(places, p => best[p])))];
    }
}
