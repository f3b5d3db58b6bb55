using System.Collections.Concurrent;
using System.Threading.Channels;
using ActiveLabel.Core;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Features.Rounds;

/// <summary>Runs the rounds of all projects, one after the other, in the background: labelling never waits for it.</summary>
internal sealed partial class RoundWorker(
    RoundEngine engine, IRoundStore rounds, IProjectStore projects, ILabelLog labels, ILogger<RoundWorker> logger)
    : BackgroundService, IRoundTrigger
{
    /// <summary>Projects that may need a round; the value tells whether it was asked for by name.</summary>
    private readonly ConcurrentDictionary<long, bool> _pending = [];

    /// <summary>Projects for which the work before the first round is done, or was tried. Only the worker looks at it.</summary>
    private readonly HashSet<long> _prepared = [];

    /// <summary>One place is enough: whoever finds it taken knows that the worker will look.</summary>
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void LabelAppended(long projectId) => Ask(projectId, requested: false);

    public void Request(long projectId) => Ask(projectId, requested: true);

    private void Ask(long projectId, bool requested)
    {
        _pending.AddOrUpdate(projectId, requested, (_, before) => before || requested);
        _wake.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Lets the server answer its first request before the work that a crash left behind begins.
        await Task.Yield();
        await RecoverAsync(stoppingToken);
        await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var projectId in _pending.Keys)
            {
                if (_pending.TryRemove(projectId, out var requested))
                    await GuardAsync(projectId, () => RunIfDueAsync(projectId, requested, stoppingToken), stoppingToken);
            }
        }
    }

    private async Task RecoverAsync(CancellationToken cancel)
    {
        foreach (var round in await rounds.ListUnfinishedAsync(cancel))
        {
            LogResumed(logger, round.ProjectId, round.Number);
            await GuardAsync(round.ProjectId, () => engine.ResumeAsync(round, cancel), cancel);
        }

        foreach (var project in await projects.ListAsync(cancel))
        {
            LabelAppended(project.Id);
        }
    }

    private async Task RunIfDueAsync(long projectId, bool requested, CancellationToken cancel)
    {
        var project = await projects.FindAsync(projectId, cancel);
        if (project is null)
            return;

        var progress = await labels.ProgressAsync(projectId, cancel);
        if (!requested && !progress.ClassesChanged && progress.SinceLastRound < project.Policy.RetrainAfter)
        {
            // Somebody labels: a round will come.
            if (progress.SinceLastRound > 0 && _prepared.Add(projectId))
                await PrepareAsync(projectId, cancel);
            return;
        }

        _prepared.Add(projectId);

        var round = await engine.RunAsync(projectId, cancel);
        if (round is null)
            return;

        LogOver(logger, round.ProjectId, round.Number, round.State, round.LabelCount);

        // Labels that came in meanwhile may already be enough for the next round.
        LabelAppended(projectId);
    }

    private async Task PrepareAsync(long projectId, CancellationToken cancel)
    {
        try
        {
            await engine.PrepareAsync(projectId, cancel);
        }
        catch (WrongUseException)
        {
            // The network is not ready yet. The round itself will say so if it still is not.
            _prepared.Remove(projectId);
        }
    }

    private async Task GuardAsync(long projectId, Func<Task> work, CancellationToken cancel)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // The round has recorded its reason; the worker lives on for the other projects.
            LogFailed(logger, error, projectId);
        }
    }

    [LoggerMessage(LogLevel.Information, "Project {ProjectId}: round {Number} was cut off and starts again")]
    private static partial void LogResumed(ILogger logger, long projectId, int number);

    [LoggerMessage(LogLevel.Information, "Project {ProjectId}: round {Number} is {State} with {Labels} labels")]
    private static partial void LogOver(ILogger logger, long projectId, int number, RoundState state, int labels);

    [LoggerMessage(LogLevel.Error, "Project {ProjectId}: a round broke off")]
    private static partial void LogFailed(ILogger logger, Exception error, long projectId);
}
