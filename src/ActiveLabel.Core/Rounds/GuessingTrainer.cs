using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Rounds;

/// <summary>Adds to each training set what its labels say of the snapshot's unlabelled images.</summary>
internal sealed class GuessingTrainer(ITrainer trainer, NeighbourGraph graph, ProjectSnapshot snapshot, IVectorReader vectors) : ITrainer
{
    private readonly Dictionary<long, long> _imageOfRow = snapshot.Labelled.DistinctBy(i => i.Row).ToDictionary(i => i.Row, i => i.Image.Id);
    private readonly Dictionary<long, long> _rowOfImage = snapshot.Unlabelled.ToDictionary(i => i.Image.Id, i => i.Row);

    /// <exception cref="ArgumentException">The set does not tell its rows.</exception>
    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
    {
        if (set.Rows is null)
            throw new ArgumentException("Labels are spread from images, so the set must tell which rows it is made of.", nameof(set));
        if (set.Classes.Distinct().Count() < 2)
            return trainer.Train(set, options, cancel);

        var guesses = GuessedLabels.Of(
            graph, [.. set.Rows.Zip(set.Classes, (row, k) => (_imageOfRow[row], k))], set.ClassCount, _rowOfImage.ContainsKey,
            ids => new VectorRows(vectors, [.. ids.Select(id => _rowOfImage[id])]), cancel);
        return trainer.Train(set with { Guesses = guesses }, options, cancel);
    }
}
