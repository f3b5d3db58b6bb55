using System.Diagnostics;
using ActiveLabel.Core.Models;
using ActiveLabel.Learning.Softmax;

namespace ActiveLabel.Learning.WithinClass;

/// <summary>Trains in the coordinates of <see cref="WithinClassMetric"/> and gives the model of vectors as they are: still a linear one.</summary>
/// <param name="threads">At most so many; the model does not depend on it.</param>
internal sealed class WithinClassTrainer(int threads) : ITrainer
{
    private readonly SoftmaxTrainer _turned = new(threads, columnsAsTheyAre: true);
    private readonly SoftmaxTrainer _plain = new(threads);

    public WithinClassTrainer()
        : this(Environment.ProcessorCount)
    {
    }

    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel) => TrainEach(set, [options], cancel).First();

    /// <summary>The coordinates are found once, by the class weights of the first options.</summary>
    public IEnumerable<TrainedModel> TrainEach(TrainingSet set, IReadOnlyList<TrainingOptions> path, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        _ = SoftmaxRows.Of(set, path[0].Weights);
        if (set.Guesses is { } guessed && ColumnScaling.Refuse(guessed.Features.Span, set.VectorLength, set.Count) is { } refusal)
            throw refusal;

        if (WithinClassMetric.Of(set, path[0].Weights, threads, cancel) is not { } metric)
        {
            foreach (var trained in _plain.TrainEach(set, path, cancel)) yield return trained;
            yield break;
        }

        var turned = set with
        {
            Features = metric.Turn(set.Features),
            Guesses = set.Guesses is { } guesses ? guesses with { Features = metric.Turn(guesses.Features) } : null,
        };
        foreach (var trained in _turned.TrainEach(turned, path, cancel))
        {
            yield return trained with { Model = metric.Back((LinearModel)trained.Model), Took = Stopwatch.GetElapsedTime(started) };
            started = Stopwatch.GetTimestamp();
        }
    }
}
