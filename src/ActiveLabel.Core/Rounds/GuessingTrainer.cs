using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Rounds;

/// <summary>Adds to each training set what its labels say of unlabelled images.</summary>
/// <param name="imageOfRow">The image of each row that can be in a set.</param>
/// <param name="rowOfImage">Rows of the images that nobody has answered for.</param>
internal sealed class GuessingTrainer(
    ITrainer trainer, NeighbourGraph graph, IReadOnlyDictionary<long, long> imageOfRow, IReadOnlyDictionary<long, long> rowOfImage, IVectorReader vectors)
    : ITrainer
{
    private (IReadOnlyList<long> Ids, float[] Features)? _guessed;

    public static GuessingTrainer Of(ITrainer trainer, NeighbourGraph graph, ProjectSnapshot snapshot, IVectorReader vectors) => new(
        trainer, graph, snapshot.Labelled.DistinctBy(i => i.Row).ToDictionary(i => i.Row, i => i.Id),
        snapshot.Unlabelled.ToDictionary(i => i.Id, i => i.Row), vectors);

    /// <exception cref="ArgumentException">The set does not tell its rows.</exception>
    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel) =>
        trainer.Train(Guess(set, cancel), options, cancel);

    /// <inheritdoc cref="Train"/>
    public IEnumerable<TrainedModel> TrainEach(TrainingSet set, IReadOnlyList<TrainingOptions> path, CancellationToken cancel) =>
        trainer.TrainEach(Guess(set, cancel), path, cancel);

    private TrainingSet Guess(TrainingSet set, CancellationToken cancel)
    {
        if (set.Rows is null)
            throw new ArgumentException("Labels are spread from images, so the set must tell which rows it is made of.", nameof(set));
        if (set.Classes.Distinct().Count() < 2)
            return set;

        return set with
        {
            Guesses = GuessedLabels.Of(
                graph, [.. set.Rows.Zip(set.Classes, (row, k) => (imageOfRow[row], k))], set.ClassCount, rowOfImage.ContainsKey, FeaturesOf, cancel),
        };
    }

    /// <summary>Whatever set is trained on, the images that it guesses of are the same.</summary>
    private float[] FeaturesOf(IReadOnlyList<long> ids)
    {
        if (_guessed is not { } guessed || !guessed.Ids.SequenceEqual(ids))
            _guessed = guessed = (ids, new VectorRows(vectors, [.. ids.Select(id => rowOfImage[id])]).ToArray());
        return guessed.Features;
    }
}
