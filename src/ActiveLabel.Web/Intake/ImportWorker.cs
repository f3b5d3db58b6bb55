using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Projects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Intake;

/// <summary>Imports what was uploaded or lies in a folder, one import after another, and goes on with it after a restart.</summary>
internal sealed partial class ImportWorker(
    ImportQueue queue, ImportShelf shelf, ImportSources sources, ImageImporter importer, IProjectStore projects, FeaturizeQueue featurize,
    ProgressBoard board, TimeProvider time, ILogger<ImportWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var request in await shelf.UnfinishedAsync(projectId: null, stoppingToken))
        {
            if (shelf.IsStarted(request))
                await queue.AddAsync(request, stoppingToken);
        }

        await queue.ConsumeAsync((request, cancel) => ImportAsync(request, cancel, stoppingToken), stoppingToken);
    }

    private async Task ImportAsync(ImportRequest request, CancellationToken cancel, CancellationToken stopping)
    {
        try
        {
            Post(request, WorkState.Running, "Looking at the files");
            var report = await RunAsync(request, cancel);
            await shelf.EndAsync(request, report, stopping);
            Post(request, WorkState.Done, "Imported");
            await featurize.AddAsync(request.ProjectId, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program stops; the next start goes on.
        }
        catch (OperationCanceledException)
        {
            await EndAsync(request, WorkState.Cancelled, "Stopped before the end: the project is as it was.");
        }
        catch (WrongUseException refused)
        {
            await EndAsync(request, WorkState.Failed, refused.Message);
        }
        catch (Exception failure)
        {
            LogFailed(failure, request.ProjectId);
            await EndAsync(request, WorkState.Failed, $"The import stopped: {failure.Message}");
        }
    }

    private async Task<ImportReport> RunAsync(ImportRequest request, CancellationToken cancel)
    {
        var project = await projects.FindAsync(request.ProjectId, cancel)
            ?? throw new WrongUseException("The project does not exist any more.");
        using var source = sources.Open(request);
        var options = new ImportOptions
        {
            TestShare = request.TestShare,
            LabelsFor = request.KeepPoolLabels ? LabelsFor.All : LabelsFor.TestOnly,
        };
        var progress = new Relay<ImportProgress>(p => board.Post(new WorkProgress(
            request.ProjectId, WorkKind.Import, WorkState.Running, "Reading images", p.Done, p.Total, p.ImagesPerSecond, p.TimeLeft)));
        var result = await importer.ImportAsync(project, source, sources.LabelsOf(request), options, progress, cancel);
        return ImportReport.Of(result, time.GetUtcNow());
    }

    private async Task EndAsync(ImportRequest request, WorkState state, string message)
    {
        try
        {
            await shelf.EndAsync(request, ImportReport.OfFailure(message, time.GetUtcNow()), CancellationToken.None);
        }
        catch (IOException failure)
        {
            LogFailed(failure, request.ProjectId);
        }

        board.Post(new WorkProgress(request.ProjectId, WorkKind.Import, state, "Import stopped", Message: message));
    }

    private void Post(ImportRequest request, WorkState state, string step) =>
        board.Post(new WorkProgress(request.ProjectId, WorkKind.Import, state, step));

    [LoggerMessage(Level = LogLevel.Error, Message = "An import into project {ProjectId} stopped")]
    private partial void LogFailed(Exception failure, long projectId);
}
