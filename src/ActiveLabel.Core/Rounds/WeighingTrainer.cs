using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Rounds;

/// <summary>Lets each image of a training set count as much as its answer is sure, whichever set of the snapshot's images that is.</summary>
/// <param name="weightOfRow">How much each image that can be in a set counts, by its row.</param>
internal sealed class WeighingTrainer(ITrainer trainer, IReadOnlyDictionary<long, float> weightOfRow) : ITrainer
{
    /// <summary>The trainer itself where all images count the same.</summary>
    public static ITrainer Of(ITrainer trainer, ProjectSnapshot snapshot) => snapshot.Policy.WeightByConfidence
        ? new WeighingTrainer(trainer, snapshot.Labelled.DistinctBy(i => i.Row).ToDictionary(i => i.Row, snapshot.WeightOf))
        : trainer;

    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel) => trainer.Train(Weigh(set), options, cancel);

    public IEnumerable<TrainedModel> TrainEach(TrainingSet set, IReadOnlyList<TrainingOptions> path, CancellationToken cancel) =>
        trainer.TrainEach(Weigh(set), path, cancel);

    private TrainingSet Weigh(TrainingSet set) => set.Rows is { } rows
        ? set with { RowWeights = [.. rows.Select(row => weightOfRow[row])] }
        : throw new ArgumentException("Images are weighed by their rows, so the set must tell which it is made of.", nameof(set));
}
