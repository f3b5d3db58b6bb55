using System.Collections.Concurrent;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling.Sorting;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Features.Grid;

/// <summary>
/// The projects' images as their newest models sort them. One sorting a project is kept, since every page asks. While a
/// newer one is made, the old one serves: nobody waits for a model.
/// </summary>
internal sealed partial class GridBook(
    SnapshotReader snapshots, IModelStore models, IVectorStore vectors, IRoundStore rounds, TimeProvider time, ILogger<GridBook> logger)
{
    /// <summary>Beyond so many projects the one that was asked for longest ago is forgotten.</summary>
    private const int MostProjects = 8;

    /// <summary>After so long, images that have come and answers that were taken back are looked for.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, Shelf> _shelves = [];

    /// <summary>The sorting by the newest round's model, by that before, or by looks where there is no model.</summary>
    public async Task<KeptSorting> OfAsync(Project project, CancellationToken cancel)
    {
        var newest = (await rounds.StandingAsync(project.Id, cancel)).Ready?.ModelVersionId;
        var shelf = _shelves.GetOrAdd(project.Id, _ => new Shelf());
        shelf.AskedAt = time.GetUtcNow();
        Forget();
        if (shelf.Kept is { } kept && kept.Asked is null == newest is null && kept.Count > 0)
        {
            if ((kept.Asked != newest || shelf.AskedAt - kept.At > Fresh) && shelf.Making.CurrentCount > 0)
                _ = Task.Run(() => RefreshAsync(project, newest, shelf), CancellationToken.None);
            return kept;
        }

        return await MakeAsync(project, newest, shelf, cancel);
    }

    private async Task RefreshAsync(Project project, long? newest, Shelf shelf)
    {
        try
        {
            await MakeAsync(project, newest, shelf, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogNotRefreshed(failure, project.Id);
        }
    }

    private async Task<KeptSorting> MakeAsync(Project project, long? newest, Shelf shelf, CancellationToken cancel)
    {
        await shelf.Making.WaitAsync(cancel);
        try
        {
            var now = time.GetUtcNow();
            if (shelf.Kept is { } kept && kept.Asked == newest && kept.Count > 0 && now - kept.At <= Fresh)
                return kept;

            shelf.Kept = await SortAsync(project, newest, shelf.Kept, now, cancel);
            return shelf.Kept;
        }
        finally
        {
            shelf.Making.Release();
        }
    }

    private async Task<KeptSorting> SortAsync(Project project, long? newest, KeptSorting? before, DateTimeOffset now, CancellationToken cancel)
    {
        ProjectSnapshot snapshot;
        try
        {
            snapshot = await snapshots.TakeAsync(project.Id, cancel);
        }
        catch (WrongUseException)
        {
            // Its network is not here yet, so there are no vectors either.
            return new KeptSorting(SortedImages.None, version: null, newest, vectors: 0, now);
        }

        var version = newest is { } id && await models.FindAsync(id, cancel) is { } found && found.FeaturizerId == snapshot.Featurizer.Id ? found : null;
        // What looks alike stays so; that takes seconds to find.
        if (version is null && before is { Version: null, Count: > 0 } && before.Vectors == snapshot.Images.Count)
        {
            before.At = now;
            return before;
        }

        using var reader = vectors.OpenRead(snapshot.Featurizer);
        long[] ids = [.. snapshot.Unlabelled.Select(i => i.Id)];
        var rows = new VectorRows(reader, [.. snapshot.Unlabelled.Select(i => i.Row)]);
        var images = version is null
            ? ImageSorting.Alike(ids, rows, project.Classes.Count, project.Policy.Seed, cancel)
            : ImageSorting.ByModel(version, ids, rows, cancel);
        return new KeptSorting(images, version, newest, snapshot.Images.Count, now);
    }

    private void Forget()
    {
        while (_shelves.Count > MostProjects)
        {
            _shelves.TryRemove(_shelves.MinBy(shelf => shelf.Value.AskedAt).Key, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The grid of project {ProjectId} goes on with what was sorted before")]
    private partial void LogNotRefreshed(Exception failure, long projectId);

    private sealed class Shelf
    {
        public SemaphoreSlim Making { get; } = new(1);

        public KeptSorting? Kept { get; set; }

        public DateTimeOffset AskedAt { get; set; }
    }
}
