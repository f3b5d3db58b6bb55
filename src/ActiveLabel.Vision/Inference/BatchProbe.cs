using Microsoft.ML.OnnxRuntime;

namespace ActiveLabel.Vision.Inference;

/// <summary>Finds how many images at once a GPU computes fastest: twice as many as long as that brings anything.</summary>
internal static class BatchProbe
{
    public const int Smallest = 8;

    private const double WorthIt = 1.05;
    private const int Repetitions = 3;

    /// <param name="most">Images that the batches in the program's own memory may hold.</param>
    /// <param name="measure">Images a second with so many at once, or null where they do not fit the device.</param>
    public static int Find(int most, Func<int, double?> measure)
    {
        var best = Math.Min(Smallest, most);
        var rate = measure(best);
        // Where not even the smallest fits, the run halves it by itself.
        if (rate is null) return best;
        for (var size = best * 2; size <= most; size *= 2)
        {
            if (measure(size) is not { } next || next < rate * WorthIt) break;
            (best, rate) = (size, next);
        }
        return best;
    }

    /// <summary>Measures a session on images of zeros.</summary>
    public static Func<int, double?> On(FeatureSession session, TimeProvider time, CancellationToken cancel) => size =>
    {
        using var batch = session.CreateBatch(size);
        using var options = new RunOptions();
        using var terminate = cancel.Register(() => options.Terminate = true);
        try
        {
            // The first run of a size chooses its algorithms.
            session.Compute(batch, 0, size, options);
            var start = time.GetTimestamp();
            for (var i = 0; i < Repetitions; i++) session.Compute(batch, 0, size, options);
            return Repetitions * size / time.GetElapsedTime(start).TotalSeconds;
        }
        catch (OnnxRuntimeException) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (OnnxRuntimeException failure) when (PartsInMemory.SaysOutOfMemory(failure))
        {
            return null;
        }
    };
}
