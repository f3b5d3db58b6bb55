using System.Collections.Concurrent;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Inference;
using Microsoft.Extensions.Logging;

namespace ActiveLabel.Vision.Featurization;

internal sealed partial class Featurizing(
    IVectorStore store, IVectorIndex index, IBlobStore blobs, ImageDecoder decoder, TimeProvider time, ILogger<Featurizing> log)
    : IFeaturizing
{
    /// <summary>For fewer images the default does; finding the best batch would take longer than they do.</summary>
    private const int WorthATrial = 1000;

    // A file of vectors has one writer, so two projects that share a featurizer take turns.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Cores to use; tests set it.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    public async Task<FeaturizationSummary> RunAsync(
        Featurizer featurizer, IReadOnlyList<ImageHash> images, FeaturizationOptions options,
        IProgress<FeaturizationProgress>? progress, CancellationToken cancel)
    {
        var problem = options.Problems().FirstOrDefault();
        if (problem is not null) throw new WrongUseException(problem);
        var choice = DeviceChoice.Parse(options.Device);
        var turn = _turns.GetOrAdd(featurizer.Id, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancel);
        try
        {
            using var writer = store.OpenWrite(featurizer, options.Vectors, await index.CountRowsAsync(featurizer.Id, cancel));
            // Asked only now: whoever wrote before, here or in another process, may have computed some of them.
            var missing = await index.WithoutRowAsync(featurizer.Id, [.. images.Distinct()], cancel);
            if (missing.Count == 0)
            {
                _ = new ProgressMeter(0, device: null, progress, time);
                return new FeaturizationSummary(0, 0, TimeSpan.Zero, "no device, as nothing was missing", writer.Form);
            }
            using var devices = await OpenAsync(() => Devices.Open(featurizer, choice, Cores, options.GpuMemoryShare), cancel);
            if (options.BatchSize == 0 && missing.Count >= WorthATrial) await devices.FindBatchesAsync(time, cancel);
            var batch = devices.Sessions.Max(session => session.BatchFor(options.BatchSize));
            LogStart(missing.Count, featurizer.Network, devices.Description);

            var start = time.GetTimestamp();
            var meter = new ProgressMeter(missing.Count, devices.Description, progress, time);
            var commit = new CommitStage(featurizer.Id, writer, index, meter, time);
            var run = new FeaturizationRun(
                missing, devices, options.BatchSize, Cores, () => new ImageReader(blobs, decoder, featurizer.Preprocessing));
            await run.RunAsync(commit, cancel);

            var took = time.GetElapsedTime(start);
            LogEnd(meter.Done, meter.Failed, took.TotalSeconds);
            return new FeaturizationSummary(meter.Done, meter.Failed, took, devices.Name, writer.Form, devices.Reason, batch);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Loading a large network onto a GPU takes seconds and cannot be interrupted: nobody who cancels waits for it.</summary>
    private static async Task<Devices> OpenAsync(Func<Devices> open, CancellationToken cancel)
    {
        var opening = Task.Run(open, CancellationToken.None);
        await ((Task)opening).WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompleted) return await opening;
        _ = CloseLaterAsync(opening);
        throw new OperationCanceledException(cancel);
    }

    private static async Task CloseLaterAsync(Task<Devices> opening) => (await opening).Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "Featurizing {Count} images with {Network} on {Device}")]
    private partial void LogStart(int count, string network, string device);

    [LoggerMessage(Level = LogLevel.Information, Message = "Featurized {Done} images, {Failed} failed, in {Seconds:0.0} s")]
    private partial void LogEnd(int done, int failed, double seconds);
}
