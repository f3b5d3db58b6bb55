using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Intervals;
using ActiveLabel.Core.Models;
using BenchmarkDotNet.Attributes;

namespace ActiveLabel.Benchmarks;

/// <summary>The intervals of all figures of 2,000 images of 8 classes, 1,000 resamples.</summary>
public class IntervalBenchmarks
{
    private EvaluationResult _result = null!;

    [GlobalSetup]
    public void Judge()
    {
        const int Count = 2000, Classes = 8;
        var random = new Random(1);
        int[] truth = [.. Enumerable.Range(0, Count).Select(_ => random.Next(Classes))];
        var probabilities = new float[Count * Classes];
        for (var i = 0; i < Count; i++)
        {
            var row = probabilities.AsSpan(i * Classes, Classes);
            for (var k = 0; k < Classes; k++)
            {
                row[k] = random.NextSingle() + (k == truth[i] ? 0.7f : 0);
            }

            var sum = System.Numerics.Tensors.TensorPrimitives.Sum<float>(row);
            System.Numerics.Tensors.TensorPrimitives.Divide(row, sum, row);
        }

        _result = Evaluator.Evaluate(EvaluationBasis.TestSplit, [.. truth.Index().Select(t => (long)t.Index)], truth, new Predictions(probabilities, Classes));
    }

    [Benchmark]
    public EvaluationIntervals Draw() => EvaluationIntervals.Of(_result);
}
