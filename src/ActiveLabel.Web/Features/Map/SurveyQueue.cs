using System.Collections.Concurrent;
using System.Threading.Channels;
using ActiveLabel.Web.Intake;

namespace ActiveLabel.Web.Features.Map;

/// <summary>Projects whose images are to be looked at side by side, each once, one at a time; and how far that is.</summary>
internal sealed class SurveyQueue
{
    private readonly Channel<long> _projects = Channel.CreateBounded<long>(new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly ConcurrentDictionary<long, SurveyState> _states = [];
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = [];
    private readonly Lock _lock = new();

    /// <summary>Raised on whatever thread, with the project's id: return at once.</summary>
    public event Action<long>? Changed;

    /// <summary>Null where nobody has asked since the program started.</summary>
    public SurveyState? StateOf(long projectId) => _states.GetValueOrDefault(projectId);

    /// <summary>Asked twice, it is done once.</summary>
    public async Task AddAsync(long projectId, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (StateOf(projectId) is { IsOver: false })
                return;
            _states[projectId] = new SurveyState(WorkState.Waiting);
        }

        Changed?.Invoke(projectId);
        await _projects.Writer.WriteAsync(projectId, cancel);
    }

    /// <summary>Stops what is under way or waits. The survey from before stays.</summary>
    public void Cancel(long projectId)
    {
        lock (_lock)
        {
            if (_running.TryGetValue(projectId, out var running))
                running.Cancel();
            else if (StateOf(projectId) is { State: WorkState.Waiting })
                _states[projectId] = new SurveyState(WorkState.Cancelled);
        }

        Changed?.Invoke(projectId);
    }

    public void Post(long projectId, SurveyState state)
    {
        _states[projectId] = state;
        Changed?.Invoke(projectId);
    }

    public async Task ConsumeAsync(Func<long, CancellationToken, Task> work, CancellationToken cancel)
    {
        await foreach (var projectId in _projects.Reader.ReadAllAsync(cancel))
        {
            using var running = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            lock (_lock)
            {
                if (StateOf(projectId) is not { State: WorkState.Waiting })
                    continue;
                _running[projectId] = running;
                _states[projectId] = new SurveyState(WorkState.Running);
            }

            Changed?.Invoke(projectId);
            try
            {
                await work(projectId, running.Token);
            }
            finally
            {
                lock (_lock)
                    _running.TryRemove(projectId, out _);
            }
        }
    }
}
