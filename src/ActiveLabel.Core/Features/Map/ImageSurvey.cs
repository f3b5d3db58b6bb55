using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Features.Map;

/// <summary>
/// What comes of looking at all images of a project side by side: where each lies on a map on which those that look alike lie
/// close, which are pictures of one thing, and which are like no other. Made once and kept; never changed.
/// </summary>
public sealed class ImageSurvey
{
    private readonly long[] _imageIds;
    private readonly float[] _places;
    private readonly float[] _loneliness;
    private readonly byte[] _regions;

    internal ImageSurvey(
        string featurizerId, DateTimeOffset madeAt, int leftOut, long[] imageIds, float[] places, float[] loneliness, byte[] regions,
        IReadOnlyList<ImageGroup>? groups, Whitening? whitening)
    {
        (FeaturizerId, MadeAt, LeftOut, HasGroups, Groups, Whitening) = (featurizerId, madeAt, leftOut, groups is not null, groups ?? [], whitening);
        (_imageIds, _places, _loneliness, _regions) = (imageIds, places, loneliness, regions);
    }

    /// <summary>Whose vectors were compared.</summary>
    public string FeaturizerId { get; }

    public DateTimeOffset MadeAt { get; }

    /// <summary>Images whose vector is not finite, and which lie nowhere.</summary>
    public int LeftOut { get; }

    public int Count => _imageIds.Length;

    /// <summary>[n] images on the map, ascending.</summary>
    public ReadOnlySpan<long> ImageIds => _imageIds;

    /// <summary>[n, 2] where they lie, without a unit: only what is close to what counts.</summary>
    public ReadOnlySpan<float> Places => _places;

    /// <summary>
    /// [n] the mean distance to the nearest images, 0 to 2: how far an image is from everything (Ramaswamy, Rastogi and Shim 2000, "Efficient
    /// algorithms for mining outliers").
    /// </summary>
    public ReadOnlySpan<float> Loneliness => _loneliness;

    /// <summary>[n] numbers of the parts into which the map is divided, the largest first.</summary>
    public ReadOnlySpan<byte> Regions => _regions;

    /// <summary>Images that are nearly the same, in the order of their first images.</summary>
    public IReadOnlyList<ImageGroup> Groups { get; }

    /// <summary>Whether <see cref="Groups"/> have been looked for.</summary>
    public bool HasGroups { get; }

    /// <summary>How vectors became points; null where there was none to begin with.</summary>
    internal Whitening? Whitening { get; }

    /// <summary>An image's place among <see cref="ImageIds"/>, or negative.</summary>
    public int IndexOf(long imageId) => Array.BinarySearch(_imageIds, imageId);

    /// <summary>The images farthest from everything, the farthest first.</summary>
    public IEnumerable<LonelyImage> Loneliest() =>
        Enumerable.Range(0, Count).OrderByDescending(i => _loneliness[i]).ThenBy(i => _imageIds[i]).Select(i => new LonelyImage(_imageIds[i], _loneliness[i]));

    /// <summary>The survey without images that are no longer there.</summary>
    /// <param name="imageIds">Those that are, ascending, all of them of this survey.</param>
    public ImageSurvey Only(long[] imageIds)
    {
        if (imageIds.Length == Count) return this;
        var kept = imageIds.ToHashSet();
        var at = Array.ConvertAll(imageIds, IndexOf);
        return new ImageSurvey(
            FeaturizerId, MadeAt, LeftOut, imageIds, [.. at.SelectMany(i => (float[])[_places[2 * i], _places[(2 * i) + 1]])],
            Array.ConvertAll(at, i => _loneliness[i]), Array.ConvertAll(at, i => _regions[i]),
            HasGroups ? [.. Groups.Select(g => g.Only(kept)).OfType<ImageGroup>()] : null, Whitening);
    }

    internal ImageSurvey With(IReadOnlyList<ImageGroup> groups) =>
        new(FeaturizerId, MadeAt, LeftOut, _imageIds, _places, _loneliness, _regions, groups, Whitening);

    /// <summary>The survey with more images, which have no part in its groups.</summary>
    internal ImageSurvey With(IEnumerable<PlacedImage> added, int leftOut)
    {
        PlacedImage[] all =
        [
            .. Enumerable.Range(0, Count).Select(i => new PlacedImage(_imageIds[i], _places[2 * i], _places[(2 * i) + 1], _loneliness[i], _regions[i]))
                .Concat(added).OrderBy(i => i.ImageId),
        ];
        return new ImageSurvey(
            FeaturizerId, MadeAt, LeftOut + leftOut, Array.ConvertAll(all, i => i.ImageId), [.. all.SelectMany(i => (float[])[i.X, i.Y])],
            Array.ConvertAll(all, i => i.Loneliness), Array.ConvertAll(all, i => i.Region), HasGroups ? Groups : null, Whitening);
    }
}

/// <summary>Images that are nearly the same.</summary>
/// <param name="ImageIds">Ascending, two at least.</param>
/// <param name="Cosines">Between the points of each and of the one that it is most like.</param>
public sealed record ImageGroup(IReadOnlyList<long> ImageIds, IReadOnlyList<float> Cosines)
{
    /// <summary>What is left of it; null where that is no group.</summary>
    internal ImageGroup? Only(IReadOnlySet<long> imageIds)
    {
        if (ImageIds.All(imageIds.Contains))
            return this;

        int[] kept = [.. Enumerable.Range(0, ImageIds.Count).Where(i => imageIds.Contains(ImageIds[i]))];
        return kept.Length < 2 ? null : new ImageGroup([.. kept.Select(i => ImageIds[i])], [.. kept.Select(i => Cosines[i])]);
    }
}

/// <param name="Distance">The mean distance to the nearest images, 0 to 2.</param>
public readonly record struct LonelyImage(long ImageId, float Distance);

/// <summary>A survey without its near-duplicates, and what it takes to find them.</summary>
public sealed class SurveyDraft
{
    internal SurveyDraft(ImageSurvey survey, NearPoints? near) => (Survey, Near) = (survey, near);

    public ImageSurvey Survey { get; }

    /// <summary>Each image's neighbours; null where there are no images.</summary>
    internal NearPoints? Near { get; }
}

/// <summary>One image of a survey.</summary>
internal readonly record struct PlacedImage(long ImageId, float X, float Y, float Loneliness, byte Region);
