using System.Numerics.Tensors;
using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;
using ActiveLabel.Core.Sampling.Start;

namespace ActiveLabel.Core.Features.Map;

/// <summary>What a survey is doing, in this order.</summary>
public enum SurveyStep
{
    /// <summary>Reading the vectors and finding their main directions.</summary>
    Reading,

    /// <summary>Finding each image's neighbours.</summary>
    Neighbours,

    /// <summary>Placing the images on the map.</summary>
    Map,

    /// <summary>Finding images that are nearly the same.</summary>
    Duplicates,
}

/// <param name="Done">Of <paramref name="Total"/>: images, but for the map passes over all of them.</param>
public readonly record struct SurveyProgress(SurveyStep Step, int Done, int Total);

/// <summary>Looks at all images of a project side by side.</summary>
public static class Surveying
{
    /// <summary>Neighbours to which an image is tied on the map.</summary>
    internal const int Neighbours = 15;

    /// <summary>Neighbours whose distance tells how lonely an image is: a handful of copies shall not hide that.</summary>
    private const int LonelyNeighbours = 10;

    /// <summary>Images from which the main directions are found.</summary>
    private const int MostForDirections = 10_000;

    /// <summary>Parts into which the map is divided for who cannot see it.</summary>
    private const int MostRegions = 24;

    private const int ImagesPerRegion = 12;

    private const int MostForRegions = 4_000;

    /// <summary>All but the near-duplicates. The same images, vectors and seed give the same survey on any number of threads.</summary>
    /// <param name="imageIds">[n] ascending.</param>
    /// <param name="vectors">[n] in the order of the ids.</param>
    /// <param name="threads">At most at work; -1 for as many as there are.</param>
    public static SurveyDraft Begin(
        string featurizerId, IReadOnlyList<long> imageIds, VectorRows vectors, int seed, int threads, DateTimeOffset now, IProgress<SurveyProgress>? progress,
        CancellationToken cancel)
    {
        progress?.Report(new SurveyProgress(SurveyStep.Reading, 0, imageIds.Count));
        var scratch = new float[vectors.VectorLength];
        int[] finite = [.. Enumerable.Range(0, imageIds.Count).Where(i => TensorPrimitives.IsFiniteAll(vectors.Row(i, scratch)))];
        long[] ids = [.. finite.Select(i => imageIds[i])];
        if (ids.Length == 0)
            return new SurveyDraft(new ImageSurvey(featurizerId, now, imageIds.Count, [], [], [], [], [], whitening: null), null);

        var rows = vectors.At(finite);
        var whitening = Whitening.Of(rows.At(SeededOrder.First(ids, seed, MostForDirections)), seed, cancel);
        var points = PointsOf.All(whitening, rows, threads, out var length, cancel);
        var near = NearPoints.Of(points, length, Neighbours, Step(progress, SurveyStep.Neighbours, ids.Length), threads, cancel);
        var passes = MapLayout.PassesFor(ids.Length);
        var places = MapLayout.Place(
            FuzzyLinks.Of(near), MapStart.Of(points, length, ids, seed, cancel), passes, seed, Step(progress, SurveyStep.Map, passes), threads, cancel);
        return new SurveyDraft(
            new ImageSurvey(
                featurizerId, now, imageIds.Count - ids.Length, ids, places, LonelinessOf(near), RegionsOf(places, ids, seed, cancel), groups: null, whitening), near);
    }

    /// <summary>The draft's survey with the near-duplicates.</summary>
    /// <param name="sketch">Of an image by its id, or null where it has none. Called on many threads, once for each.</param>
    /// <inheritdoc cref="Begin" path="/param"/>
    public static ImageSurvey Finish(SurveyDraft draft, Func<long, Sketch?> sketch, int threads, IProgress<SurveyProgress>? progress, CancellationToken cancel)
    {
        if (draft.Near is not { } near)
            return draft.Survey;

        var ids = draft.Survey.ImageIds.ToArray();
        var groups = NearDuplicates.Find(near, i => sketch(ids[i]), Step(progress, SurveyStep.Duplicates, ids.Length), threads, cancel);
        return draft.Survey.With([.. groups.Select(g => new ImageGroup([.. g.Places.Select(p => ids[p])], g.Cosines))]);
    }

    /// <summary>
    /// The survey with images that have come since, each placed among those that it looks like; whatever was on the map stays where
    /// it is. What is nearly the same as something is found out anew by a new survey only.
    /// </summary>
    /// <param name="known">Rows of the images on the map, in their order.</param>
    /// <param name="newIds">[m] ascending; those whose vectors are not finite are left out.</param>
    /// <param name="newVectors">[m] in the order of the ids.</param>
    public static ImageSurvey Add(ImageSurvey survey, VectorRows known, IReadOnlyList<long> newIds, VectorRows newVectors, int threads, CancellationToken cancel)
    {
        var scratch = new float[newVectors.VectorLength];
        int[] finite = [.. Enumerable.Range(0, newIds.Count).Where(i => TensorPrimitives.IsFiniteAll(newVectors.Row(i, scratch)))];
        var leftOut = newIds.Count - finite.Length;
        if (finite.Length == 0 || survey.Whitening is not { } whitening || survey.Count == 0)
            return survey.With([], leftOut);

        var panels = new PointPanels(PointsOf.All(whitening, known, threads, out var length, cancel), length);
        var near = NearPoints.Among(panels, PointsOf.All(whitening, newVectors.At(finite), threads, out _, cancel), Neighbours, threads, cancel);
        var (weights, lonely) = (new float[near.Count], LonelinessOf(near));
        var added = new PlacedImage[finite.Length];
        for (var i = 0; i < added.Length; i++)
        {
            FuzzyLinks.Weigh(near.Products(i), weights);
            var others = near.Others(i);
            var (x, y) = (0f, 0f);
            for (var j = 0; j < others.Length; j++)
                (x, y) = (x + (weights[j] * survey.Places[2 * others[j]]), y + (weights[j] * survey.Places[(2 * others[j]) + 1]));
            var all = TensorPrimitives.Sum<float>(weights);
            added[i] = new PlacedImage(newIds[finite[i]], x / all, y / all, lonely[i], survey.Regions[others[0]]);
        }

        return survey.With(added, leftOut);
    }

    private static float[] LonelinessOf(NearPoints near)
    {
        var lonely = new float[near.Points];
        for (var i = 0; i < lonely.Length && near.Count > 0; i++)
        {
            foreach (var cosine in near.Products(i)[..Math.Min(LonelyNeighbours, near.Count)])
                lonely[i] += LikeVector.DistanceOf(cosine) / Math.Min(LonelyNeighbours, near.Count);
        }

        return lonely;
    }

    private static byte[] RegionsOf(float[] places, long[] ids, int seed, CancellationToken cancel)
    {
        int[] sample = [.. SeededOrder.First(ids, seed, MostForRegions)];
        float[] sampled = [.. sample.SelectMany(i => (float[])[places[2 * i], places[(2 * i) + 1]])];
        var centres = KMeans.Run(sampled, 2, Math.Clamp(ids.Length / ImagesPerRegion, 1, MostRegions), seed, cancel)
            .Select(c => (X: sampled[2 * c.Nearest], Y: sampled[(2 * c.Nearest) + 1])).ToArray();
        var nearest = new int[ids.Length];
        for (var i = 0; i < nearest.Length; i++)
        {
            var (x, y) = (places[2 * i], places[(2 * i) + 1]);
            nearest[i] = Enumerable.Range(0, centres.Length).MinBy(c => ((x - centres[c].X) * (x - centres[c].X)) + ((y - centres[c].Y) * (y - centres[c].Y)));
        }

        var numbers = nearest.CountBy(c => c).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select((c, number) => (c.Key, number)).ToDictionary(c => c.Key, c => (byte)c.number);
        return Array.ConvertAll(nearest, c => numbers[c]);
    }

    private static Relayed? Step(IProgress<SurveyProgress>? progress, SurveyStep step, int total) =>
        progress is null ? null : new Relayed(done => progress.Report(new SurveyProgress(step, done, total)));

    private sealed class Relayed(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
