using System.Collections.Concurrent;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Web.Features.Images;

namespace ActiveLabel.Web.Features.Practice;

/// <summary>
/// The images whose class is known for sure, class by class: those that an admin has marked as gold; where none is
/// marked, labelled test images; where there are no labelled test images either, pool images whose label came with them
/// or from the review. Kept for a while, since every answer in practice asks.
/// </summary>
internal sealed class PracticeShelf(IImageStore images, IGoldStore gold, TimeProvider time)
{
    /// <summary>Reading them goes through all labelled images of the project.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    /// <summary>The first images to practise on may come any moment.</summary>
    private static readonly TimeSpan EmptyKept = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, Shelf> _shelves = [];

    public async Task<Shelf> OfAsync(long projectId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_shelves.TryGetValue(projectId, out var kept) && now - kept.ReadAt < (kept.Known.Count > 0 ? Kept : EmptyKept))
            return kept;

        return _shelves[projectId] = await ReadAsync(projectId, now, cancel);
    }

    /// <summary>What is gold has changed: it is read anew when next asked for.</summary>
    public void Forget(long projectId) => _shelves.TryRemove(projectId, out _);

    private async Task<Shelf> ReadAsync(long projectId, DateTimeOffset now, CancellationToken cancel)
    {
        var marked = (await gold.ListAsync(projectId, cancel)).Select(m => new KnownImage(m.Image.Image, m.Gold.ClassId, IsMarked: true)).ToList();
        var answered = (await images.ListAnsweredAsync(projectId, cancel)).Where(i => i.Image.Split != Split.Removed && i.Answer is { IsPoorExample: false }).ToList();
        var test = answered.FindAll(i => i.Image.Split == Split.Test);
        var settled = test.Count > 0 ? test : answered.FindAll(i => i.Answer!.Source is LabelSource.Import or LabelSource.Review);
        var classes = marked.Select(i => i.ClassId).ToHashSet();
        var others = settled.Select(i => new KnownImage(i.Image, i.Answer!.ClassId!.Value, IsMarked: false)).Where(i => !classes.Contains(i.ClassId));
        // Marked as one class and labelled as another, an image is what it is marked as.
        return new Shelf([.. marked, .. others.ExceptBy(marked.Select(i => i.Image.Id), i => i.Image.Id)], test.Count > 0, now);
    }

    /// <param name="IsMarked">Whether an admin has marked it as gold.</param>
    internal readonly record struct KnownImage(ProjectImage Image, long ClassId, bool IsMarked);

    internal sealed class Shelf(IReadOnlyList<KnownImage> known, bool hasTests, DateTimeOffset readAt)
    {
        private readonly Dictionary<long, KnownImage> _byId = known.ToDictionary(i => i.Image.Id);

        public DateTimeOffset ReadAt => readAt;

        /// <summary>Whether labelled test images stand in for classes without marked ones; else images that came with their labels do.</summary>
        public bool HasTests => hasTests;

        public IReadOnlyList<KnownImage> Known => known;

        public IReadOnlyList<PracticeImage> Images { get; } = [.. known.Select(i => new PracticeImage(i.Image.Id, i.ClassId))];

        /// <summary>Number of images by class id; classes without any are not in it.</summary>
        public IReadOnlyDictionary<long, int> CountOf { get; } = known.CountBy(i => i.ClassId).ToDictionary();

        public long? ClassOf(long imageId) => Find(imageId)?.ClassId;

        /// <summary>The class as which the image is marked; null where it is not.</summary>
        public long? MarkOf(long imageId) => Find(imageId) is { IsMarked: true } found ? found.ClassId : null;

        public KnownImage? Find(long imageId) => _byId.TryGetValue(imageId, out var found) ? found : null;

        public PracticePicture? Picture(long? imageId) => imageId is { } id && Find(id) is { Image: var image }
            ? new PracticePicture(id, ImageAddress.For(image), image.Width, image.Height)
            : null;
    }
}
