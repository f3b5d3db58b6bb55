using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActiveLabel.Web.Intake;

/// <summary>
/// Computes the vectors of images that have none: after an import, and at the start of the program for what a stop or
/// a crash left undone. When it is done with a project, a round begins.
/// </summary>
internal sealed partial class FeaturizeWorker(
    FeaturizeQueue queue, IProjectStore projects, IImageStore images, IFeaturizerCatalogue networks, IFeaturizing featurizing,
    IRoundTrigger trigger, IRoundStore rounds, ProgressBoard board, IOptions<FeaturizationSettings> settings, ILogger<FeaturizeWorker> logger) : BackgroundService
{
    private const string Step = "Computing feature vectors";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ResumeAsync(stoppingToken);
        await queue.ConsumeAsync(FeaturizeAsync, stoppingToken);
    }

    private async Task ResumeAsync(CancellationToken cancel)
    {
        foreach (var project in await projects.ListAsync(cancel))
        {
            try
            {
                if (await HasWorkAsync(project, cancel))
                    await queue.AddAsync(project.Id, cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(failure, project.Id);
                Post(project.Id, WorkState.Failed, "Featurizing stopped", failure.Message);
            }
        }
    }

    /// <summary>Images without vectors, or all vectors and no round yet: the command line can leave a project so.</summary>
    private async Task<bool> HasWorkAsync(Project project, CancellationToken cancel)
    {
        var featurizer = networks.Find(project.Network);
        var counts = await images.CountAsync(project.Id, featurizer?.Id, cancel);
        var all = counts.Pool + counts.Test;
        return all > (featurizer is null ? 0 : counts.Featurized + counts.Failed)
            || (all > 0 && await HasNoRoundAsync(project.Id, cancel));
    }

    private async Task<bool> HasNoRoundAsync(long projectId, CancellationToken cancel) => (await rounds.ListAsync(projectId, cancel)).Count == 0;

    private async Task FeaturizeAsync(long projectId, CancellationToken cancel)
    {
        try
        {
            await RunAsync(projectId, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Post(projectId, WorkState.Cancelled, "Stopped");
        }
        catch (WrongUseException refused)
        {
            Post(projectId, WorkState.Failed, "Featurizing stopped", refused.Message);
        }
        catch (Exception failure)
        {
            LogFailed(failure, projectId);
            Post(projectId, WorkState.Failed, "Featurizing stopped", failure.Message);
        }
    }

    private async Task RunAsync(long projectId, CancellationToken cancel)
    {
        if (await projects.FindAsync(projectId, cancel) is not { } project)
            return;

        Post(projectId, WorkState.Running, "Preparing the network");
        var messages = new Relay<string>(message => Post(projectId, WorkState.Running, message));
        var featurizer = await networks.EnsureAsync(project.Network, messages, cancel);
        var missing = await images.ListWithoutVectorAsync(projectId, featurizer.Id, cancel);
        if (missing.Count > 0)
        {
            Post(projectId, WorkState.Running, Step, total: missing.Count);
            var progress = new Relay<FeaturizationProgress>(p => board.Post(new WorkProgress(
                projectId, WorkKind.Featurize, WorkState.Running, p.Device is null ? Step : $"{Step} on {p.Device}", p.Done + p.Failed, p.Total, p.ImagesPerSecond, p.TimeLeft)));
            var summary = await featurizing.RunAsync(featurizer, missing, settings.Value.Options, progress, cancel);
            LogDone(projectId, summary.Featurized, summary.Failed, summary.Took.TotalSeconds, summary.Device, summary.DeviceReason is null ? "" : $", since {summary.DeviceReason}");
        }

        board.Post(new WorkProgress(projectId, WorkKind.Featurize, WorkState.Done, "Every image has its feature vector", missing.Count, missing.Count));
        if (missing.Count > 0 || await HasNoRoundAsync(projectId, cancel))
            trigger.Request(projectId);
    }

    private void Post(long projectId, WorkState state, string step, string? message = null, long total = 0) =>
        board.Post(new WorkProgress(projectId, WorkKind.Featurize, state, step, Total: total, Message: message));

    [LoggerMessage(Level = LogLevel.Information, Message = "Project {ProjectId}: {Featurized} images featurized, {Failed} failed, in {Seconds:0.0} s on {Device}{Reason}")]
    private partial void LogDone(long projectId, int featurized, int failed, double seconds, string device, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Featurizing project {ProjectId} stopped")]
    private partial void LogFailed(Exception failure, long projectId);
}
