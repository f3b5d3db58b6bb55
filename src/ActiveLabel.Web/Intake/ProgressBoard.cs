using System.Collections.Concurrent;

namespace ActiveLabel.Web.Intake;

/// <summary>
/// Where background work writes how far it is, and pages read it. A page hears of changes at most a few times a second
/// however often work reports; of the last one always.
/// </summary>
internal sealed class ProgressBoard(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<(long Project, WorkKind Kind), WorkProgress> _latest = new();
    private readonly ConcurrentDictionary<long, Listeners> _listeners = new();

    public void Post(WorkProgress progress)
    {
        _latest[(progress.ProjectId, progress.Kind)] = progress;
        if (_listeners.TryGetValue(progress.ProjectId, out var listeners))
            listeners.Tell();
    }

    public WorkProgress? Find(long projectId, WorkKind kind) => _latest.GetValueOrDefault((projectId, kind));

    /// <summary>Calls <paramref name="changed"/> after changes, on some thread, until the subscription is disposed.</summary>
    public IDisposable Subscribe(long projectId, Action changed) =>
        _listeners.GetOrAdd(projectId, _ => new Listeners(time)).Add(changed);

    private sealed class Listeners(TimeProvider time)
    {
        private readonly Lock _lock = new();
        private readonly List<Action> _actions = [];
        private ITimer? _timer;
        private bool _told;

        public IDisposable Add(Action action)
        {
            lock (_lock)
                _actions.Add(action);

            return new Subscription(this, action);
        }

        /// <summary>At once if the last time is long enough ago, else when it is.</summary>
        public void Tell()
        {
            lock (_lock)
            {
                _told = false;
                _timer ??= time.CreateTimer(_ => Deliver(), null, TimeSpan.Zero, Pause);
            }
        }

        private void Deliver()
        {
            Action[] actions;
            lock (_lock)
            {
                if (_told || _actions.Count == 0)
                {
                    _timer?.Dispose();
                    _timer = null;
                    return;
                }

                _told = true;
                actions = [.. _actions];
            }

            foreach (var action in actions)
            {
                action();
            }
        }

        private void Remove(Action action)
        {
            lock (_lock)
                _actions.Remove(action);
        }

        private sealed class Subscription(Listeners listeners, Action action) : IDisposable
        {
            public void Dispose() => listeners.Remove(action);
        }
    }
}
