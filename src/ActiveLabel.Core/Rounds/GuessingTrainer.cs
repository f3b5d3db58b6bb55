using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds.Lineage;
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

    /// <summary>The trainer without guesses.</summary>
    public ITrainer Plain => trainer;

    public static GuessingTrainer Of(ITrainer trainer, NeighbourGraph graph, ProjectSnapshot snapshot, IVectorReader vectors) => new(
        trainer, graph, snapshot.Labelled.DistinctBy(i => i.Row).ToDictionary(i => i.Row, i => i.Id),
        snapshot.Unlabelled.ToDictionary(i => i.Id, i => i.Row), vectors);

    /// <exception cref="ArgumentException">The set does not tell its rows.</exception>
    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
    {
        var guessed = Guess(set, options, cancel);
        return trainer.Train(guessed, options, cancel) with { GuessesHash = guessed.Guesses is { } guesses ? Fingerprints.Of(guesses) : null };
    }

    /// <inheritdoc cref="Train"/>
    public IEnumerable<TrainedModel> TrainEach(TrainingSet set, IReadOnlyList<TrainingOptions> path, CancellationToken cancel) =>
        trainer.TrainEach(Guess(set, path[0], cancel), path, cancel);

    /// <summary>What spreading a set's labels says of other rows.</summary>
    /// <returns>[rows] zero-based classes; -1 of an image outside the graph.</returns>
    public int[] Guess(TrainingSet set, IReadOnlyList<long> rows, CancellationToken cancel)
    {
        var shares = GuessedLabels.Shares(graph, Images(set), set.ClassCount, cancel);
        return
        [
            .. rows.Select(row => graph.IndexOf(imageOfRow[row])).Select(node =>
                node < 0 ? -1 : Predictions.Best(shares.AsSpan(node * set.ClassCount, set.ClassCount))),
        ];
    }

    private TrainingSet Guess(TrainingSet set, TrainingOptions options, CancellationToken cancel)
    {
        var images = Images(set);
        if (set.Classes.Distinct().Count() < 2 || options.WithoutGuesses)
            return set;

        return set with
        {
            Guesses = GuessedLabels.Of(
                graph, images, set.ClassCount, rowOfImage.ContainsKey, FeaturesOf, cancel),
        };
    }

    private (long, int)[] Images(TrainingSet set) => set.Rows is { } rows
        ? [.. rows.Zip(set.Classes, (row, k) => (imageOfRow[row], k))]
        : throw new ArgumentException("Labels are spread from images, so the set must tell which rows it is made of.", nameof(set));

    /// <summary>Whatever set is trained on, the images that it guesses of are the same.</summary>
    private float[] FeaturesOf(IReadOnlyList<long> ids)
    {
        if (_guessed is not { } guessed || !guessed.Ids.SequenceEqual(ids))
            _guessed = guessed = (ids, new VectorRows(vectors, [.. ids.Select(id => rowOfImage[id])]).ToArray());
        return guessed.Features;
    }
}
