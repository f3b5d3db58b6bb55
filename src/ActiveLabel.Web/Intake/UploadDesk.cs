using System.Collections.Concurrent;
using ActiveLabel.Core;
using Microsoft.AspNetCore.Http;

namespace ActiveLabel.Web.Intake;

/// <summary>Takes uploads in pieces: any piece may be sent again, and files may arrive in any order.</summary>
internal sealed class UploadDesk(ImportShelf shelf, ImportQueue queue, ProgressBoard board, TimeProvider time)
{
    /// <summary>After which an upload counts as given up by its browser.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(25);

    private readonly ConcurrentDictionary<Guid, Arrival> _arrivals = new();

    /// <summary>A browser is about to send the files of that import.</summary>
    public async Task ExpectAsync(ImportRequest request, CancellationToken cancel)
    {
        await shelf.AddAsync(request, cancel);
        ArrivalOf(request);
        board.Post(new WorkProgress(request.ProjectId, WorkKind.Upload, WorkState.Running, "Uploading", 0, request.ByteCount));
    }

    /// <summary>Writes a piece of a file of the import, or of its table of labels where <paramref name="path"/> is null.</summary>
    /// <returns>The file's length now, and whether the piece fitted its end.</returns>
    /// <exception cref="WrongUseException">There is no such import, it has started already, or the path cannot be used.</exception>
    public async Task<(long Length, bool Taken)> TakeAsync(
        long projectId, Guid importId, string? path, long offset, Stream content, CancellationToken cancel)
    {
        var request = await OpenAsync(projectId, importId, cancel);
        var target = TargetOf(request, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var file = new FileStream(target, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        if (offset < 0 || offset > file.Length)
            return (file.Length, false);

        file.SetLength(offset);
        file.Position = offset;
        await content.CopyToAsync(file, cancel);
        Report(request, target, file.Length);
        return (file.Length, true);
    }

    /// <summary>Everything has arrived, or as much as will: the import starts.</summary>
    public async Task StartAsync(long projectId, Guid importId, CancellationToken cancel)
    {
        var request = await OpenAsync(projectId, importId, cancel);
        Forget(importId);
        board.Post(new WorkProgress(projectId, WorkKind.Upload, WorkState.Done, "Everything has arrived", request.ByteCount, request.ByteCount));
        await queue.AddAsync(request, cancel);
    }

    /// <summary>The browser cannot go on: what has arrived waits for a decision.</summary>
    public async Task StopAsync(long projectId, Guid importId, string reason, CancellationToken cancel)
    {
        var request = await OpenAsync(projectId, importId, cancel);
        Forget(importId);
        PostStopped(request, reason);
    }

    /// <summary>Gives up an upload that has not started to be imported.</summary>
    public async Task DiscardAsync(long projectId, Guid importId, CancellationToken cancel)
    {
        shelf.Discard(await OpenAsync(projectId, importId, cancel));
        Forget(importId);
        board.Post(new WorkProgress(projectId, WorkKind.Upload, WorkState.Cancelled, "Upload given up"));
    }

    private async Task<ImportRequest> OpenAsync(long projectId, Guid importId, CancellationToken cancel)
    {
        if (_arrivals.TryGetValue(importId, out var arrival) && arrival.Request.ProjectId == projectId)
            return arrival.Request;

        if (await shelf.FindAsync(projectId, importId, cancel) is not { } request)
            throw new WrongUseException("There is no such upload, or it is finished.");
        if (shelf.IsStarted(request))
            throw new WrongUseException("This upload is being imported already.");

        return request;
    }

    private string TargetOf(ImportRequest request, string? path)
    {
        if (path is null)
            return shelf.LabelsOf(request.ProjectId, request.Id);

        var clean = UploadPath.Clean(path) ?? throw new WrongUseException($"'{path}' cannot be the name of a file.");
        return Path.Combine(shelf.FilesOf(request.ProjectId, request.Id), clean);
    }

    private void Report(ImportRequest request, string target, long length)
    {
        var (done, rate, left) = ArrivalOf(request).Note(target, length, request.ByteCount);
        board.Post(new WorkProgress(request.ProjectId, WorkKind.Upload, WorkState.Running, "Uploading", done, request.ByteCount, rate, left));
    }

    private Arrival ArrivalOf(ImportRequest request) =>
        _arrivals.GetOrAdd(request.Id, _ => new Arrival(request, time, () => PostStopped(request, "Nothing has arrived for a while: was the browser's tab closed?")));

    private void Forget(Guid importId)
    {
        if (_arrivals.TryRemove(importId, out var arrival))
            arrival.Dispose();
    }

    private void PostStopped(ImportRequest request, string reason) =>
        board.Post(new WorkProgress(request.ProjectId, WorkKind.Upload, WorkState.Failed, "Upload stopped", Message: reason));

    private sealed class Arrival(ImportRequest request, TimeProvider time, Action silent) : IDisposable
    {
        private readonly ITimer _silence = time.CreateTimer(_ => silent(), null, Silence, Timeout.InfiniteTimeSpan);
        private readonly Lock _lock = new();
        private readonly Dictionary<string, long> _lengths = [];
        private readonly RateMeter _meter = new(time);
        private long _done;

        public ImportRequest Request => request;

        public (long Done, double Rate, TimeSpan? TimeLeft) Note(string target, long length, long total)
        {
            lock (_lock)
            {
                _silence.Change(Silence, Timeout.InfiniteTimeSpan);
                _done += length - _lengths.GetValueOrDefault(target);
                _lengths[target] = length;
                var (rate, left) = _meter.Measure(_done, total);
                return (_done, rate, left);
            }
        }

        public void Dispose() => _silence.Dispose();
    }
}
