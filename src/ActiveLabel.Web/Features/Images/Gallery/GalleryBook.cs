using System.Collections.Concurrent;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Features.Images.Gallery;

/// <summary>Keeps the columns of the projects whose images were looked at last, and brings them up to date when asked.</summary>
internal sealed class GalleryBook(GalleryReader reader, TimeProvider time)
{
    /// <summary>Whoever goes from image to image need not have the project read anew each time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private const int MostProjects = 4;

    private readonly ConcurrentDictionary<long, Shelf> _shelves = [];

    /// <summary>What was read earlier, however old, or null.</summary>
    public GalleryColumns? Kept(long projectId) => _shelves.TryGetValue(projectId, out var shelf) ? shelf.Kept : null;

    /// <param name="atOnce">Whether what has just been written must be in it.</param>
    public async Task<GalleryColumns> OfAsync(Project project, bool atOnce, CancellationToken cancel)
    {
        var shelf = _shelves.GetOrAdd(project.Id, _ => new Shelf());
        shelf.AskedAt = time.GetUtcNow();
        Forget();
        if (shelf.Kept is { } kept && !atOnce && time.GetUtcNow() - shelf.ReadAt < Fresh)
            return kept;

        // Not on the circuit of whoever asks, which shows its first images meanwhile; and to its end, should they leave: the next wants it too.
        return await Task.Run(() => ReadAsync(project, shelf), CancellationToken.None).WaitAsync(cancel);
    }

    private async Task<GalleryColumns> ReadAsync(Project project, Shelf shelf)
    {
        await shelf.Reading.WaitAsync();
        try
        {
            var now = time.GetUtcNow();
            shelf.Kept = await reader.ReadAsync(project, shelf.Kept, CancellationToken.None);
            shelf.ReadAt = now;
            return shelf.Kept;
        }
        finally
        {
            shelf.Reading.Release();
        }
    }

    private void Forget()
    {
        while (_shelves.Count > MostProjects)
        {
            _shelves.TryRemove(_shelves.MinBy(shelf => shelf.Value.AskedAt).Key, out _);
        }
    }

    private sealed class Shelf
    {
        public SemaphoreSlim Reading { get; } = new(1);

        public GalleryColumns? Kept { get; set; }

        public DateTimeOffset ReadAt { get; set; }

        public DateTimeOffset AskedAt { get; set; }
    }
}
