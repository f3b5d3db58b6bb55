using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;
using ActiveLabel.Tests.Rounds;

namespace ActiveLabel.Tests.Sampling;

/// <summary>Made-up pools and predictions, the same for the same seed.</summary>
internal static class Pools
{
    public const int Classes = 3;
    public const int Length = 4;

    /// <summary>Images with ids 1000, 1007, 1014, ... so that an id is never a place.</summary>
    public static SamplingPool Make(int count, int seed = 1, int classes = Classes)
    {
        var random = new Random(seed);
        var values = new float[count * Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.NextDouble();
        }

        return Of(values, classes: classes);
    }

    public static SamplingPool Of(float[] values, int length = Length, int classes = Classes)
    {
        var places = Enumerable.Range(0, values.Length / length).ToArray();
        return new SamplingPool(
            [.. places.Select(i => 1000 + (7L * i))], new VectorRows(new VectorTable(values, length), [.. places.Select(i => (long)i)]), classes);
    }

    public static Predictions Predict(SamplingPool pool, int seed = 1)
    {
        var random = new Random(seed);
        var probabilities = new float[pool.Count * pool.ClassCount];
        for (var i = 0; i < pool.Count; i++)
        {
            var weights = Enumerable.Range(0, pool.ClassCount).Select(_ => random.NextDouble() + 1e-3).ToArray();
            for (var k = 0; k < pool.ClassCount; k++)
            {
                probabilities[(i * pool.ClassCount) + k] = (float)(weights[k] / weights.Sum());
            }
        }

        return new Predictions(probabilities, pool.ClassCount);
    }

    /// <summary>Every class alike for every image.</summary>
    public static Predictions PredictNothing(SamplingPool pool)
    {
        var probabilities = new float[pool.Count * pool.ClassCount];
        Array.Fill(probabilities, 1f / pool.ClassCount);
        return new Predictions(probabilities, pool.ClassCount);
    }

    /// <summary>The pool with all that its strategy asks for, and nothing else.</summary>
    public static SamplingPool For(QueryStrategy strategy, SamplingPool pool) => pool with
    {
        Surroundings = strategy.LooksAround ? new Surroundings(Graph(pool), []) : null,
        Lesson = strategy.LooksAtLesson ? Lesson(pool) : null,
    };

    public static NeighbourGraph Graph(SamplingPool pool) => NeighbourGraph.Of(pool.ImageIds, pool.Vectors, new HashSet<long>(), seed: 1, default);

    /// <summary>Two labelled images of each of the first classes, up to ten, none of them in the pool.</summary>
    public static Lesson Lesson(SamplingPool pool)
    {
        var (length, seen) = (pool.Vectors.VectorLength, Math.Min(10, pool.ClassCount));
        var random = new Random(7);
        float[] features = [.. Enumerable.Range(0, 2 * seen * length).Select(_ => (float)random.NextDouble())];
        return Lesson(features, [.. Enumerable.Range(0, 2 * seen).Select(i => i % seen)], pool.ClassCount, length);
    }

    /// <summary>These labelled images, and a model that scales nothing and weighs nothing.</summary>
    public static Lesson Lesson(float[] features, int[] classes, int classCount, int length, ITrainer? trainer = null) => new(
        new LinearModel(length, classCount, [.. Enumerable.Repeat(1f, length)], new float[classCount * length], new float[classCount]),
        new TrainingSet(features, length, classes, classCount), trainer ?? Trainer, new TrainingOptions(L1: 0, L2: 1));

    private static readonly ITrainer Trainer = World.RealTrainer();
}
