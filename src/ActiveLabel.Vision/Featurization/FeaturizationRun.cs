using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Inference;
using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Featurization;

/// <summary>
/// One run of the pipeline: decoders on all cores take the next image and write it into a batch of the device they feed,
/// each device computes full batches, and the commit stage stores what comes out.
/// </summary>
internal sealed class FeaturizationRun(
    IReadOnlyList<ImageHash> images, Devices devices, int batchSize, int decoders, Func<ImageReader> createReader)
{
    /// <summary>How long a decoder is waited for that was told to stop.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly Outcomes _outcomes = new(
        [.. devices.Sessions.Select(session => (session.Lanes, session.BatchFor(batchSize)))], devices.Sessions[0].Shape.VectorLength);

    private int _next = -1;

    /// <summary>The first failure of any stage stops the others and is thrown, as is a cancellation, once all have ended.</summary>
    public async Task RunAsync(CommitStage commit, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var committing = OnThread(() => commit.Run(_outcomes), stop);
        var computing = devices.Sessions.Select((session, number) => ComputeAsync(session, number, stop)).ToArray();
        // Every stage has ended before anything they use is disposed, whatever happened.
        await Task.WhenAll(computing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _outcomes.Complete();
        await committing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        await FirstFailure([committing, .. computing]);
    }

    private async Task ComputeAsync(FeatureSession session, int number, CancellationTokenSource stop)
    {
        // Each device has its share of the decoders, at least one.
        var share = Math.Max(1, Enumerable.Range(0, decoders).Count(d => d % devices.Sessions.Count == number));
        using var batches = new Batches(session, session.BatchFor(batchSize), share);
        var decoding = Enumerable.Range(0, share).Select(_ => OnThread(() => Decode(batches, stop.Token), stop)).ToArray();
        var inferring = Enumerable.Range(0, session.Lanes).Select(_ => OnThread(() => Infer(session, number, batches, stop.Token), stop)).ToArray();
        var decoded = await EndedOrLeft(Task.WhenAll(decoding), stop.Token);
        if (decoded.IsCompletedSuccessfully) batches.Complete();
        await Task.WhenAll(inferring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await FirstFailure([decoded, .. inferring]);
    }

    /// <summary>
    /// Nothing can interrupt a codec, and a hundred megapixels take it seconds. Nobody who cancels waits for that: the thread
    /// ends by itself after its picture, and until then keeps alive the memory that it writes to and nothing else.
    /// </summary>
    private static async Task<Task> EndedOrLeft(Task decoding, CancellationToken stop)
    {
        await decoding.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await decoding.WaitAsync(Grace, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return decoding.IsCompleted ? decoding : Task.FromCanceled(stop);
    }

    private void Decode(Batches batches, CancellationToken stop)
    {
        using var reader = createReader();
        while (true)
        {
            var place = batches.TakePlace(stop);
            var next = Interlocked.Increment(ref _next);
            if (next >= images.Count)
            {
                batches.GiveBack(place);
                return;
            }
            var refusal = reader.Read(images[next], place.Batch.Tensors.Image(place.Index));
            if (refusal is null)
            {
                batches.Fill(place, images[next]);
                continue;
            }
            batches.GiveBack(place);
            _outcomes.Refused(images[next], refusal, stop);
        }
    }

    private void Infer(FeatureSession session, int number, Batches batches, CancellationToken stop)
    {
        using var options = new RunOptions();
        // A large batch of a large network takes seconds; nobody who cancels waits for it.
        using var terminate = stop.Register(() => options.Terminate = true);
        while (batches.TakeFull(out var batch, stop))
        {
            // First a place for the vectors: what was computed never waits for one, nor is lost when somebody cancels.
            var outcome = _outcomes.TakeEmpty(number, stop);
            try
            {
                session.Run(batch.Tensors, batch.Count, options);
            }
            catch (Exception failure) when (failure is OnnxRuntimeException or IOException && stop.IsCancellationRequested)
            {
                stop.ThrowIfCancellationRequested();
            }
            outcome.Computed(batch);
            batches.Free(batch);
            _outcomes.Found(outcome);
        }
    }

    // A stage that failed cancelled the others, so their cancellation is not the reason.
    private static Task FirstFailure(Task[] ended) => Array.Find(ended, t => t.IsFaulted) ?? Task.WhenAll(ended);

    private static async Task OnThread(Action stage, CancellationTokenSource stop)
    {
        try
        {
            await Task.Factory.StartNew(stage, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch
        {
            // A decoder that was left alone may end after all is over.
            if (!stop.IsCancellationRequested) await stop.CancelAsync();
            throw;
        }
    }
}
