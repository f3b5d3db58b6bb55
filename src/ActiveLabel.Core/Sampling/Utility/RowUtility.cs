using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>A utility that asks for nothing but the image's own probabilities. Computed on all cores.</summary>
internal abstract class RowUtility : IUtility
{
    /// <summary>Images that one thread takes at a time.</summary>
    private const int BlockRows = 4096;

    public double[] Compute(SamplingPool pool, Predictions predictions, int seed, CancellationToken cancel)
    {
        var (count, classes) = (predictions.Count, predictions.ClassCount);
        var utilities = new double[count];
        Parallel.For(0, (count + BlockRows - 1) / BlockRows, BackgroundThreads.Loop(cancel), block =>
        {
            var first = block * BlockRows;
            var places = utilities.AsSpan(first, Math.Min(BlockRows, count - first));
            var rows = predictions.Probabilities.Span.Slice(first * classes, places.Length * classes);
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = Of(rows.Slice(i * classes, classes));
            }
        });
        return utilities;
    }

    /// <param name="probabilities">[K], K at least 1, summing to one.</param>
    protected abstract double Of(ReadOnlySpan<float> probabilities);
}
