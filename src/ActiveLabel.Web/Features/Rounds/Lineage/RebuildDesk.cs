using System.Collections.Concurrent;
using ActiveLabel.Core;
using ActiveLabel.Core.Rounds.Lineage;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Features.Rounds.Lineage;

/// <summary>What is known of a rebuild that somebody asked for. All null while it runs.</summary>
/// <param name="Failure">Why there is no report; else null.</param>
public sealed record AskedRebuild(RebuildReport? Report, string? Failure)
{
    public bool IsRunning => Report is null && Failure is null;
}

/// <summary>Rebuilds that somebody asked for. They go on when the page is closed, and the newest are kept.</summary>
internal sealed partial class RebuildDesk(RoundRebuilder rebuilder, ILogger<RebuildDesk> logger) : IDisposable
{
    private const int MostKept = 200;

    private readonly ConcurrentDictionary<(long Project, int Round), AskedRebuild> _asked = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _starting = new();

    /// <summary>One at a time in all: each takes all cores.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Raised on any thread, with the project's id and the round's number.</summary>
    public event Action<long, int>? Changed;

    /// <summary>Null where nobody asked.</summary>
    public AskedRebuild? Of(long projectId, int round) => _asked.GetValueOrDefault((projectId, round));

    /// <summary>Begins, unless one is under way.</summary>
    public Task StartAsync(long projectId, int round)
    {
        lock (_starting)
        {
            if (_asked.TryGetValue((projectId, round), out var known) && known.IsRunning)
                return Task.CompletedTask;

            if (_asked.Count >= MostKept)
                foreach (var (key, old) in _asked) if (!old.IsRunning) _asked.TryRemove(key, out _);
            _asked[(projectId, round)] = new AskedRebuild(null, null);
        }

        Changed?.Invoke(projectId, round);
        return Task.Run(() => RunAsync(projectId, round), _ending.Token);
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
        _turn.Dispose();
    }

    private async Task RunAsync(long projectId, int round)
    {
        var outcome = new AskedRebuild(null, "The server ended before it was done.");
        try
        {
            await _turn.WaitAsync(_ending.Token);
            try
            {
                outcome = new AskedRebuild(await rebuilder.RebuildAsync(projectId, round, _ending.Token), null);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (WrongUseException refusal)
        {
            outcome = new AskedRebuild(null, refusal.Message);
        }
        catch (Exception error) when (!_ending.IsCancellationRequested)
        {
            LogFailed(logger, error, projectId, round);
            outcome = new AskedRebuild(null, $"The rebuild failed: {error.Message}");
        }

        _asked[(projectId, round)] = outcome;
        Changed?.Invoke(projectId, round);
    }

    [LoggerMessage(LogLevel.Error, "Project {ProjectId}: rebuilding round {Round} failed")]
    private static partial void LogFailed(ILogger logger, Exception error, long projectId, int round);
}
