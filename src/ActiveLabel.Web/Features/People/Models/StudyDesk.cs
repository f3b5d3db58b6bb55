using System.Collections.Concurrent;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Annotators;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Features.People.Models;

/// <summary>What is known of a project's study of what each person's labels teach.</summary>
/// <param name="Initial">What it adds to, or added to.</param>
/// <param name="Mark">Place in the log of the newest entry when it was asked for: later labels are not in it.</param>
/// <param name="ClassMark">Place in the record of class changes up to which its labels count.</param>
/// <param name="Begun">When its turn came; null while it waits.</param>
/// <param name="Progress">While it runs.</param>
/// <param name="Report">Null until it is over; where it failed or was cancelled, that of the one before, if there was one.</param>
/// <param name="Failure">Why there is no report of this one; else null.</param>
public sealed record Study(InitialChoice Initial, long Mark, long ClassMark, DateTimeOffset? Begun, StudyProgress? Progress, AnnotatorReport? Report, string? Failure)
{
    public bool IsRunning => Report is null && Failure is null;
}

/// <summary>
/// Studies that an admin asked for. They go on when the page is closed; the newest of each project that came to its end is
/// kept, and says which labels it knows.
/// </summary>
internal sealed partial class StudyDesk(ProjectAnnotators annotators, IStudyStore kept, TimeProvider time, ILogger<StudyDesk> logger) : IDisposable
{
    private readonly ConcurrentDictionary<long, Study> _studies = [];
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _starting = new();

    /// <summary>One at a time in all: people who label shall not wait for it.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Raised on any thread, with the project's id.</summary>
    public event Action<long>? Changed;

    public Study? Of(long projectId) => _studies.GetValueOrDefault(projectId);

    /// <summary>What was asked for since the server's start, or else what is kept from before.</summary>
    public async Task<Study?> FindAsync(long projectId, CancellationToken cancel)
    {
        if (Of(projectId) is null && await kept.FindAsync(projectId, cancel) is { } study)
            _studies.TryAdd(projectId, new Study(study.Initial, study.Mark, study.ClassMark, study.Begun, null, study.Report, null));
        return Of(projectId);
    }

    /// <summary>Begins, unless one is under way.</summary>
    public Task StartAsync(long projectId, InitialChoice initial, long mark, long classMark)
    {
        CancellationTokenSource stop;
        Study? before;
        var waiting = new Study(initial, mark, classMark, null, null, null, null);
        lock (_starting)
        {
            if (_studies.TryGetValue(projectId, out before) && before.IsRunning)
                return Task.CompletedTask;

            _studies[projectId] = waiting;
            stop = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            _running[projectId] = stop;
        }

        Changed?.Invoke(projectId);
        return Task.Run(() => RunAsync(projectId, waiting, before, stop), CancellationToken.None);
    }

    /// <summary>Ends the study under way, if there is one.</summary>
    public void Cancel(long projectId)
    {
        if (_running.TryGetValue(projectId, out var stop))
            stop.Cancel();
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
        _turn.Dispose();
    }

    private async Task RunAsync(long projectId, Study study, Study? before, CancellationTokenSource stop)
    {
        try
        {
            await _turn.WaitAsync(stop.Token);
            try
            {
                var begun = study with { Begun = time.GetUtcNow() };
                Post(projectId, begun);
                var report = await annotators.RunAsync(projectId, study.Initial, new Steps(this, projectId, begun), stop.Token);
                Post(projectId, begun with { Report = report });
                await KeepAsync(projectId, new KeptStudy(study.Initial, study.Mark, study.ClassMark, begun.Begun.Value, report));
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (WrongUseException refusal)
        {
            Fail(refusal.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Fail("Cancelled.");
        }
        catch (Exception error)
        {
            LogFailed(logger, error, projectId);
            Fail($"It failed: {error.Message}");
        }
        finally
        {
            _running.TryRemove(new KeyValuePair<long, CancellationTokenSource>(projectId, stop));
        }

        void Fail(string why) => Post(projectId, (before?.Report is null ? study : before) with { Failure = why });
    }

    /// <summary>That it cannot be kept takes nothing from what it found.</summary>
    private async Task KeepAsync(long projectId, KeptStudy study)
    {
        try
        {
            await kept.KeepAsync(projectId, study, CancellationToken.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNotKept(logger, failure, projectId);
        }
    }

    private void Post(long projectId, Study study)
    {
        _studies[projectId] = study;
        Changed?.Invoke(projectId);
    }

    private sealed class Steps(StudyDesk desk, long projectId, Study study) : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value) => desk.Post(projectId, study with { Progress = value });
    }

    [LoggerMessage(LogLevel.Error, "Project {ProjectId}: what came of evaluating people's labels could not be kept for after a restart")]
    private static partial void LogNotKept(ILogger logger, Exception failure, long projectId);

    [LoggerMessage(LogLevel.Error, "Project {ProjectId}: evaluating people's labels failed")]
    private static partial void LogFailed(ILogger logger, Exception error, long projectId);
}
