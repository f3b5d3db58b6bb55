using System.Collections.Concurrent;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Map;

namespace ActiveLabel.Web.Features.Similar;

/// <summary>An image that is like another.</summary>
/// <param name="Distance">Between their points, 0 to 2; null where an image stands for itself.</param>
/// <param name="IsDuplicate">Whether it is known to be nearly the same picture.</param>
public sealed record SimilarImage(AnsweredImage Image, float? Distance, bool IsDuplicate = false)
{
    public long Id => Image.Image.Id;
}

/// <summary>Either the images like one, or why there are none to be had.</summary>
public sealed record SimilarOutcome(IReadOnlyList<SimilarImage> Images, string? Reason);

/// <summary>
/// Finds the images of a project that are most like one of them: exactly, by reading all vectors. What that takes beside the vectors is
/// kept for as long as they are what they were.
/// </summary>
internal sealed class SimilarDesk(IVectorIndex index, IVectorStore vectors, IFeaturizerCatalogue networks, IImageStore images, SurveyBook surveys)
{
    private const int MostProjects = 8;

    private readonly ConcurrentDictionary<long, Order> _orders = [];

    public async Task<SimilarOutcome> FindAsync(Project project, long imageId, int most, CancellationToken cancel)
    {
        if (networks.Find(project.Network) is not { } featurizer)
            return new([], "No network has looked at the images yet. Images are compared by what it sees in them.");

        var rows = await index.RowsAsync(project.Id, featurizer.Id, cancel);
        if (!rows.TryGetValue(imageId, out var row))
            return new([], await WithoutVectorAsync(project, featurizer, imageId, cancel));

        using var reader = vectors.OpenRead(featurizer);
        var found = await Task.Run(
            () =>
            {
                var order = OrderOf(project, featurizer, rows, reader, cancel);
                var scratch = new float[reader.VectorLength];
                return order.Search.Find(new VectorRows(reader, order.Rows), reader.Row(row, scratch), most + 1, cancel)
                    .Select(like => (Id: order.Ids[like.Place], like.Distance)).Where(like => like.Id != imageId).Take(most).ToArray();
            },
            cancel);
        if (found.Length == 0)
            return new([], rows.Count == 1 ? "The network has not looked at any other image yet." : "What the network gave for this image are no usable values: 'activelabel store verify --repair' has them computed anew.");

        var known = await images.FindAsync(project.Id, Array.ConvertAll(found, f => f.Id), cancel);
        var copies = (await surveys.FindAsync(project, cancel))?.Groups.FirstOrDefault(g => g.ImageIds.Contains(imageId))?.ImageIds.ToHashSet() ?? [];
        return new([.. found.Where(f => known.ContainsKey(f.Id)).Select(f => new SimilarImage(known[f.Id], f.Distance, copies.Contains(f.Id)))], null);
    }

    private async Task<string> WithoutVectorAsync(Project project, Featurizer featurizer, long imageId, CancellationToken cancel)
    {
        if (await images.FindAsync(project.Id, imageId, cancel) is not { } image)
            return $"This project has no image {imageId}.";
        if (image.Image.Split == Split.Removed)
            return "This image was removed from the project, and is compared with no other.";

        var failure = (await index.FailuresAsync(project.Id, featurizer.Id, cancel)).FirstOrDefault(f => f.FileName == image.Image.FileName);
        return failure is null
            ? "The network has not looked at this image yet. The project's overview shows how far it is."
            : $"The network could not look at this image: {failure.Reason}";
    }

    /// <summary>In the order of the rows, as the memory reads fastest.</summary>
    private Order OrderOf(Project project, Featurizer featurizer, IReadOnlyDictionary<long, long> rows, IVectorReader reader, CancellationToken cancel)
    {
        if (_orders.TryGetValue(project.Id, out var known) && ReferenceEquals(known.Of, rows) && known.FeaturizerId == featurizer.Id)
            return known;

        long[] numbers = [.. rows.Values];
        long[] ids = [.. rows.Keys];
        Array.Sort(numbers, ids);
        var order = new Order(rows, featurizer.Id, ids, numbers, LikenessSearch.Among(ids, new VectorRows(reader, numbers), project.Policy.Seed, cancel));
        if (_orders.Count >= MostProjects)
            _orders.Clear();
        _orders[project.Id] = order;
        return order;
    }

    /// <param name="Of">What the index gave: another object where images or vectors have changed.</param>
    private sealed record Order(object Of, string FeaturizerId, long[] Ids, long[] Rows, LikenessSearch Search);
}
