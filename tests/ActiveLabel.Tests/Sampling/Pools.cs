using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Tests.Sampling;

/// <summary>Made-up pools and predictions, the same for the same seed.</summary>
internal static class Pools
{
    public const int Classes = 3;
    public const int Length = 4;

    /// <summary>Images with ids 1000, 1007, 1014, ... so that an id is never a place.</summary>
    public static SamplingPool Make(int count, int seed = 1)
    {
        var random = new Random(seed);
        var values = new float[count * Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.NextDouble();
        }

        return Of(values);
    }

    public static SamplingPool Of(float[] values, int length = Length)
    {
        var places = Enumerable.Range(0, values.Length / length).ToArray();
        return new SamplingPool(
            [.. places.Select(i => 1000 + (7L * i))], new VectorRows(new VectorTable(values, length), [.. places.Select(i => (long)i)]), Classes);
    }

    public static Predictions Predict(SamplingPool pool, int seed = 1)
    {
        var random = new Random(seed);
        var probabilities = new float[pool.Count * Classes];
        for (var i = 0; i < pool.Count; i++)
        {
            var weights = Enumerable.Range(0, Classes).Select(_ => random.NextDouble() + 1e-3).ToArray();
            for (var k = 0; k < Classes; k++)
            {
                probabilities[(i * Classes) + k] = (float)(weights[k] / weights.Sum());
            }
        }

        return new Predictions(probabilities, Classes);
    }
}
