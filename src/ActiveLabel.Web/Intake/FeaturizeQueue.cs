using System.Collections.Concurrent;
using System.Threading.Channels;

namespace ActiveLabel.Web.Intake;

/// <summary>Projects whose images wait for their vectors, each once.</summary>
internal sealed class FeaturizeQueue(ProgressBoard board)
{
    private readonly Channel<long> _projects = Channel.CreateBounded<long>(new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly ConcurrentDictionary<long, bool> _waiting = new();
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = new();

    public async Task AddAsync(long projectId, CancellationToken cancel)
    {
        if (!_waiting.TryAdd(projectId, true))
            return;

        board.Post(new WorkProgress(projectId, WorkKind.Featurize, WorkState.Waiting, "Waiting for its turn"));
        await _projects.Writer.WriteAsync(projectId, cancel);
    }

    /// <summary>Stops what is under way or waiting; vectors that are there stay.</summary>
    public void Cancel(long projectId)
    {
        if (_waiting.TryRemove(projectId, out _))
            board.Post(new WorkProgress(projectId, WorkKind.Featurize, WorkState.Cancelled, "Stopped"));

        if (_running.TryGetValue(projectId, out var running))
            running.Cancel();
    }

    /// <summary>Takes projects one after another, as there is one device to work on.</summary>
    public async Task ConsumeAsync(Func<long, CancellationToken, Task> work, CancellationToken cancel)
    {
        await foreach (var projectId in _projects.Reader.ReadAllAsync(cancel))
        {
            if (!_waiting.TryRemove(projectId, out _))
                continue;

            using var running = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            _running[projectId] = running;
            try
            {
                await work(projectId, running.Token);
            }
            finally
            {
                _running.TryRemove(projectId, out _);
            }
        }
    }
}
