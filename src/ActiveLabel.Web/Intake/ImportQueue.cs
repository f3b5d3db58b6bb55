using System.Collections.Concurrent;
using System.Threading.Channels;

namespace ActiveLabel.Web.Intake;

/// <summary>Imports that wait for their turn, and the way to stop the one under way.</summary>
internal sealed class ImportQueue(ImportShelf shelf, ProgressBoard board)
{
    private readonly Channel<ImportRequest> _requests = Channel.CreateBounded<ImportRequest>(new BoundedChannelOptions(256) { SingleReader = true });
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = new();

    public async Task AddAsync(ImportRequest request, CancellationToken cancel)
    {
        shelf.MarkStarted(request);
        board.Post(new WorkProgress(request.ProjectId, WorkKind.Import, WorkState.Waiting, "Waiting for its turn"));
        await _requests.Writer.WriteAsync(request, cancel);
    }

    public void Cancel(long projectId)
    {
        if (_running.TryGetValue(projectId, out var running))
            running.Cancel();
    }

    public async Task ConsumeAsync(Func<ImportRequest, CancellationToken, Task> work, CancellationToken cancel)
    {
        await foreach (var request in _requests.Reader.ReadAllAsync(cancel))
        {
            using var running = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            _running[request.ProjectId] = running;
            try
            {
                await work(request, running.Token);
            }
            finally
            {
                _running.TryRemove(request.ProjectId, out _);
            }
        }
    }
}
