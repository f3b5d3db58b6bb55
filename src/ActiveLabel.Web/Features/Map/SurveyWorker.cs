using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Features.Likeness;
using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Intake;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Web.Features.Map;

/// <summary>Looks at the images of projects side by side, one project at a time, and keeps what comes of it.</summary>
internal sealed partial class SurveyWorker(
    SurveyQueue queue, IProjectStore projects, IFeaturizerCatalogue networks, IVectorIndex index, IVectorStore vectors, IImageStore images, IBlobStore blobs,
    IImageSketch sketches, SurveyBook book, BackgroundThreads background, TimeProvider time, ILogger<SurveyWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => queue.ConsumeAsync(SurveyAsync, stoppingToken);

    internal async Task SurveyAsync(long projectId, CancellationToken cancel)
    {
        try
        {
            var start = time.GetTimestamp();
            var progress = ProgressOf(projectId);
            var draft = await BeginAsync(projectId, progress, cancel);
            // The map is of use before the pictures themselves have been compared; what was known of those stays until then.
            await book.KeepAsync(projectId, draft.Survey, cancel);
            LogMapped(projectId, draft.Survey.Count, time.GetElapsedTime(start).TotalSeconds);
            var hashes = (await images.ListHashesAsync(projectId, cancel)).ToDictionary();
            var survey = await RunAsync(
                () => Surveying.Finish(draft, id => hashes.TryGetValue(id, out var hash) ? SketchOf(hash) : null, Environment.ProcessorCount, progress, cancel), cancel);
            await book.KeepAsync(projectId, survey, cancel);
            LogDone(projectId, survey.Groups.Count, time.GetElapsedTime(start).TotalSeconds);
            queue.Post(projectId, new SurveyState(WorkState.Done));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            queue.Post(projectId, new SurveyState(WorkState.Cancelled));
        }
        catch (WrongUseException refused)
        {
            queue.Post(projectId, new SurveyState(WorkState.Failed, Message: refused.Message));
        }
        catch (Exception failure)
        {
            LogFailed(failure, projectId);
            queue.Post(projectId, new SurveyState(WorkState.Failed, Message: failure.Message));
        }
    }

    private async Task<SurveyDraft> BeginAsync(long projectId, IProgress<SurveyProgress> progress, CancellationToken cancel)
    {
        var project = await projects.FindAsync(projectId, cancel) ?? throw new WrongUseException($"There is no project {projectId}.");
        var featurizer = networks.Find(project.Network)
            ?? throw new WrongUseException("No network has looked at the images yet: featurize them first.");
        var rows = await index.RowsAsync(projectId, featurizer.Id, cancel);
        using var reader = vectors.OpenRead(featurizer);
        long[] ids = [.. rows.Keys.Order()];
        return await RunAsync(
            () => Surveying.Begin(
                featurizer.Id, ids, new VectorRows(reader, Array.ConvertAll(ids, id => rows[id])), project.Policy.Seed, Environment.ProcessorCount, time.GetUtcNow(), progress, cancel),
            cancel);
    }

    private Sketch? SketchOf(ImageHash hash)
    {
        Span<float> grey = stackalloc float[IImageSketch.Side * IImageSketch.Side];
        try
        {
            using var stream = blobs.OpenRead(hash);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return sketches.Draw(bytes, grey) ? Sketch.Of(grey) : null;
        }
        catch (IOException)
        {
            // Its bytes are gone: what the network saw of it still tells something.
            return null;
        }
    }

    private Relay<SurveyProgress> ProgressOf(long projectId)
    {
        var (gate, meter, before) = (new Lock(), new RateMeter(time), default(SurveyProgress));
        return new Relay<SurveyProgress>(p =>
        {
            lock (gate)
            {
                if (p.Step != before.Step)
                    (meter, before) = (new RateMeter(time), default);
                // Several threads tell; and each picture is told.
                if (p.Done < before.Done || (p.Step == before.Step && p.Done - before.Done < p.Total / 500))
                    return;

                before = p;
                var (rate, left) = meter.Measure(p.Done, p.Total);
                queue.Post(projectId, new SurveyState(WorkState.Running, p, rate, left));
            }
        });
    }

    /// <summary>On threads that step back for those who label; another waits for them.</summary>
    private Task<T> RunAsync<T>(Func<T> work, CancellationToken cancel) =>
        Task.Factory.StartNew(() => background.Do(work), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    [LoggerMessage(Level = LogLevel.Information, Message = "Project {ProjectId}: {Images} images lie on the map after {Seconds:0.0} s")]
    private partial void LogMapped(long projectId, int images, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Project {ProjectId}: {Groups} groups of near-duplicates, known after {Seconds:0.0} s")]
    private partial void LogDone(long projectId, int groups, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Project {ProjectId}: looking at the images side by side broke off")]
    private partial void LogFailed(Exception failure, long projectId);
}
