using System.Collections.Concurrent;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Comparison;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Features.Rounds;

/// <summary>What is known of a project's comparison.</summary>
/// <param name="Place">The labels that it looks at, or looked at.</param>
/// <param name="Step">What it does now; null once it is over.</param>
/// <param name="Compared">Null until it is over, and where it failed.</param>
/// <param name="Failure">Why it failed; else null.</param>
public sealed record Comparison(LabelPlace Place, string? Step, ComparedTrainers? Compared, string? Failure)
{
    public bool IsRunning => Step is not null;
}

/// <summary>How far the labels of a project were at one moment.</summary>
/// <param name="Labelled">Pool images with an answer.</param>
/// <param name="Round">Number of the newest round.</param>
/// <param name="SinceRound">Changes of labels since that round read them.</param>
public sealed record LabelPlace(int Labelled, int Round, int SinceRound)
{
    public static LabelPlace Of(RoundsView view) => new(view.Labelled, view.Newest?.Number ?? 0, view.NewLabels);

    /// <summary>Whether the labels are still those of then, as far as counts tell.</summary>
    public bool Holds(LabelPlace now) => now.Labelled == Labelled && (now.Round == Round ? now.SinceRound == SinceRound : now.SinceRound == 0);
}

/// <summary>Comparisons of trainers that somebody asked for. They go on when the page is closed, and are kept until the labels change.</summary>
internal sealed partial class ComparisonDesk(TrainerComparison comparison, ILogger<ComparisonDesk> logger) : IDisposable
{
    private readonly ConcurrentDictionary<long, Comparison> _comparisons = [];
    private readonly CancellationTokenSource _ending = new();

    private readonly Lock _starting = new();

    /// <summary>One at a time in all: each takes all cores.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Raised on any thread, with the project's id.</summary>
    public event Action<long>? Changed;

    /// <summary>Null where there is none for these labels.</summary>
    public Comparison? Of(long projectId, LabelPlace now) =>
        _comparisons.TryGetValue(projectId, out var known) && (known.IsRunning || known.Place.Holds(now)) ? known : null;

    /// <summary>Begins, unless one is under way.</summary>
    public Task StartAsync(long projectId, LabelPlace now)
    {
        var waiting = new Comparison(now, "Waiting for its turn …", null, null);
        lock (_starting)
        {
            if (_comparisons.TryGetValue(projectId, out var known) && known.IsRunning)
                return Task.CompletedTask;

            _comparisons[projectId] = waiting;
        }

        Changed?.Invoke(projectId);
        return Task.Run(() => RunAsync(projectId, now), _ending.Token);
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
        _turn.Dispose();
    }

    private async Task RunAsync(long projectId, LabelPlace place)
    {
        try
        {
            await _turn.WaitAsync(_ending.Token);
            try
            {
                var compared = await comparison.RunAsync(projectId, new Steps(this, projectId, place), _ending.Token);
                Post(projectId, new Comparison(place, null, compared, null));
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (WrongUseException refusal)
        {
            Post(projectId, new Comparison(place, null, null, refusal.Message));
        }
        catch (Exception error) when (!_ending.IsCancellationRequested)
        {
            LogFailed(logger, error, projectId);
            Post(projectId, new Comparison(place, null, null, $"The comparison failed: {error.Message}"));
        }
    }

    private void Post(long projectId, Comparison comparison)
    {
        _comparisons[projectId] = comparison;
        Changed?.Invoke(projectId);
    }

    private sealed class Steps(ComparisonDesk desk, long projectId, LabelPlace place) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) =>
            desk.Post(projectId, new Comparison(place, $"Training and judging {value.Done + 1} of {value.Total} …", null, null));
    }

    [LoggerMessage(LogLevel.Error, "Project {ProjectId}: comparing trainers failed")]
    private static partial void LogFailed(ILogger logger, Exception error, long projectId);
}
