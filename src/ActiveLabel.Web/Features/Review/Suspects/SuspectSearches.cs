using System.Collections.Concurrent;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.LabelErrors;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Features.Review.Suspects;

/// <summary>How far a search for wrong labels is, or why the last one failed.</summary>
/// <param name="Done">Models trained; null where none is under way.</param>
/// <param name="Total">0 until it is known.</param>
/// <param name="Failure">Why the last one failed; else null.</param>
internal sealed record SearchProgress(int? Done, int Total, string? Failure)
{
    public static readonly SearchProgress Idle = new(null, 0, null);

    public bool IsRunning => Done is not null;
}

/// <summary>
/// Searches for wrong labels in the background, one at a time in all, and has each project's newest kept. They go on when the
/// page is closed; rounds do not wait for them.
/// </summary>
internal sealed partial class SuspectSearches(LabelErrorFinder finder, ILabelErrorStore store, ILogger<SuspectSearches> logger) : IDisposable
{
    private readonly ConcurrentDictionary<long, SearchProgress> _progress = [];
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _starting = new();

    /// <summary>Each takes all cores.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Raised on any thread, with the project's id.</summary>
    public event Action<long>? Changed;

    public SearchProgress ProgressOf(long projectId) => _progress.GetValueOrDefault(projectId, SearchProgress.Idle);

    /// <summary>Begins, unless one is under way.</summary>
    public void Start(long projectId)
    {
        CancellationTokenSource own;
        lock (_starting)
        {
            if (ProgressOf(projectId).IsRunning)
                return;

            own = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            _running[projectId] = own;
            _progress[projectId] = new SearchProgress(0, 0, null);
        }

        Changed?.Invoke(projectId);
        _ = Task.Run(() => RunAsync(projectId, own), CancellationToken.None);
    }

    public void Cancel(long projectId)
    {
        lock (_starting)
        {
            if (_running.TryGetValue(projectId, out var own))
                own.Cancel();
        }
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private async Task RunAsync(long projectId, CancellationTokenSource own)
    {
        var after = SearchProgress.Idle;
        try
        {
            await _turn.WaitAsync(own.Token);
            try
            {
                var search = await finder.FindAsync(projectId, new Steps(this, projectId), own.Token);
                await store.KeepAsync(search, own.Token);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // As asked: what was found before stands.
        }
        catch (WrongUseException refusal)
        {
            after = after with { Failure = refusal.Message };
        }
        catch (Exception error)
        {
            LogFailed(logger, error, projectId);
            after = after with { Failure = $"The search failed: {error.Message}" };
        }

        lock (_starting)
        {
            _running.TryRemove(projectId, out _);
            _progress[projectId] = after;
            own.Dispose();
        }

        Changed?.Invoke(projectId);
    }

    private sealed class Steps(SuspectSearches searches, long projectId) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value)
        {
            searches._progress[projectId] = new SearchProgress(value.Done, value.Total, null);
            searches.Changed?.Invoke(projectId);
        }
    }

    [LoggerMessage(LogLevel.Error, "Project {ProjectId}: the search for wrong labels failed")]
    private static partial void LogFailed(ILogger logger, Exception error, long projectId);
}
