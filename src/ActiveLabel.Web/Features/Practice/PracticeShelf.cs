using System.Collections.Concurrent;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Features.Images;

namespace ActiveLabel.Web.Features.Practice;

/// <summary>
/// The images whose class is known for sure: labelled test images, or, where there are none, pool images whose label
/// came with them or from the review. Kept for a while, since every answer in practice asks.
/// </summary>
internal sealed class PracticeShelf(IImageStore images, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<long, Shelf> _shelves = [];

    public async Task<Shelf> OfAsync(long projectId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_shelves.TryGetValue(projectId, out var kept) && now - kept.ReadAt < Kept)
            return kept;

        var answered = (await images.ListAsync(projectId, cancel)).Where(i => i.Answer is { IsPoorExample: false }).ToList();
        var test = answered.FindAll(i => i.Image.Split == Split.Test);
        var known = test.Count > 0 ? test : answered.FindAll(i => i.Answer!.Source is LabelSource.Import or LabelSource.Review);
        return _shelves[projectId] = new Shelf(known, now);
    }

    internal sealed class Shelf(List<AnsweredImage> known, DateTimeOffset readAt)
    {
        private readonly Dictionary<long, AnsweredImage> _byId = known.ToDictionary(i => i.Image.Id);

        public DateTimeOffset ReadAt => readAt;

        public IReadOnlyList<PracticeImage> Images { get; } = [.. known.Select(i => new PracticeImage(i.Image.Id, i.Answer!.ClassId!.Value))];

        public IReadOnlySet<long> ClassIds { get; } = known.Select(i => i.Answer!.ClassId!.Value).ToHashSet();

        public long? ClassOf(long imageId) => _byId.TryGetValue(imageId, out var found) ? found.Answer!.ClassId : null;

        public PracticePicture? Picture(long? imageId) =>
            imageId is { } id && _byId.TryGetValue(id, out var found)
                ? new PracticePicture(id, ImageAddress.For(found.Image), found.Image.Width, found.Image.Height)
                : null;
    }
}
