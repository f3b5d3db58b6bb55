using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Learning;
using ActiveLabel.Learning.Softmax;
using BenchmarkDotNet.Attributes;

namespace ActiveLabel.Benchmarks;

/// <summary>What a person waits for between a label and the reordered queue: one training on vectors of the default network.</summary>
[MemoryDiagnoser]
public class TrainingBenchmarks
{
    private const int Length = 736;
    private const int Classes = 4;

    private readonly SoftmaxTrainer _trainer = new();
    private readonly ElasticNetTrainer _mlNet = new();
    private TrainingSet _set = null!;

    [Params(100, 1000)]
    public int Labels { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        // Each class has columns of its own that are stronger: about as hard as the real vectors.
        var random = new Random(1);
        var features = new float[Labels * Length];
        for (var i = 0; i < features.Length; i++)
        {
            var (row, column) = (i / Length, i % Length);
            features[i] = (float)random.NextDouble() + (column % 50 == row % Classes ? 0.5f : 0);
        }

        _set = new TrainingSet(features, Length, [.. Enumerable.Range(0, Labels).Select(i => i % Classes)], Classes);
    }

    [Benchmark(Description = "the policy's defaults")]
    public TrainedModel Defaults() => Default(_trainer);

    [Benchmark(Description = "the policy's defaults, ML.NET")]
    public TrainedModel DefaultsByMlNet() => Default(_mlNet);

    [Benchmark(Description = "the workshop's penalties")]
    public TrainedModel Workshop() => Workshop(_trainer);

    [Benchmark(Description = "the workshop's penalties, ML.NET")]
    public TrainedModel WorkshopByMlNet() => Workshop(_mlNet);

    private TrainedModel Default(ITrainer trainer) => trainer.Train(
        _set, new TrainingOptions(L1: 0, L2: 2, Weights: ClassWeights.Balanced, Tolerance: RoundEngine.Tolerance), CancellationToken.None);

    private TrainedModel Workshop(ITrainer trainer) => trainer.Train(
        _set, new TrainingOptions(L1: 0.01f, L2: 0.01f, Tolerance: RoundEngine.Tolerance), CancellationToken.None);
}
