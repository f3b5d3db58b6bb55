using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Rounds;

/// <summary>
/// Trains no set twice: where the audit arm judges a model, its temperature comes from the very folds that judge it. For one
/// snapshot, whose rows and labels stay what they are.
/// </summary>
internal sealed class RememberingTrainer(ITrainer trainer) : ITrainer
{
    private readonly Lock _lock = new();
    private readonly List<(IReadOnlyList<long> Rows, IReadOnlyList<int> Classes, TrainingOptions Options, TrainedModel Trained)> _known = [];

    public ITrainer Inner => trainer;

    public TrainedModel Train(TrainingSet set, TrainingOptions options, CancellationToken cancel)
    {
        if (set.Rows is not { } rows)
            return trainer.Train(set, options, cancel);

        lock (_lock)
        {
            foreach (var known in _known)
            {
                if (known.Options == options && known.Rows.SequenceEqual(rows) && known.Classes.SequenceEqual(set.Classes))
                    return known.Trained;
            }
        }

        var trained = trainer.Train(set, options, cancel);
        lock (_lock) _known.Add((rows, set.Classes, options, trained));
        return trained;
    }

    /// <inheritdoc/>
    public IEnumerable<TrainedModel> TrainEach(TrainingSet set, IReadOnlyList<TrainingOptions> path, CancellationToken cancel) =>
        trainer.TrainEach(set, path, cancel);
}
