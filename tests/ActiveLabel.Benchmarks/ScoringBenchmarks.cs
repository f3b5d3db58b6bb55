using System.Numerics.Tensors;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using BenchmarkDotNet.Attributes;

namespace ActiveLabel.Benchmarks;

/// <summary>Probabilities of a whole pool, beside the least that reading it can cost: the sum of the same array.</summary>
[MemoryDiagnoser]
public class ScoringBenchmarks
{
    private const int Rows = 100_000;
    private const int Length = 512;
    private const int Classes = 4;

    private readonly float[] _probabilities = new float[Rows * Classes];
    private float[] _values = [];
    private VectorRows _rows = null!;
    private LinearModel _model = null!;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _values = [.. Enumerable.Range(0, Rows * Length).Select(_ => (float)random.NextDouble())];
        _rows = new VectorRows(new VectorTable(_values, Length), [.. Enumerable.Range(0, Rows).Select(i => (long)i)]);
        float[] weights = [.. Enumerable.Range(0, Classes * Length).Select(_ => (float)random.NextDouble())];
        _model = new LinearModel(Length, Classes, Enumerable.Repeat(1f, Length).ToArray(), weights, new float[Classes]);
    }

    [Benchmark(Baseline = true, Description = "sum on all cores")]
    public float Sum()
    {
        const int Parts = 64;
        var sums = new float[Parts];
        Parallel.For(0, Parts, part => sums[part] = TensorPrimitives.Sum<float>(_values.AsSpan(part * (_values.Length / Parts), _values.Length / Parts)));
        return sums.Sum();
    }

    [Benchmark(Description = "score on all cores")]
    public void Score() => new LinearScorer(_model).Score(_rows, _probabilities);

    [Benchmark(Description = "score by the formula, one core")]
    public void Naive()
    {
        Span<double> scores = stackalloc double[Classes];
        for (var i = 0; i < Rows; i++)
        {
            var row = _values.AsSpan(i * Length, Length);
            var sum = 0.0;
            for (var k = 0; k < Classes; k++)
            {
                var score = 0f;
                for (var j = 0; j < Length; j++)
                {
                    score += _model.Weights[(k * Length) + j] * row[j];
                }

                sum += scores[k] = Math.Exp(score - 200);
            }

            for (var k = 0; k < Classes; k++)
            {
                _probabilities[(i * Classes) + k] = (float)(scores[k] / sum);
            }
        }
    }
}
