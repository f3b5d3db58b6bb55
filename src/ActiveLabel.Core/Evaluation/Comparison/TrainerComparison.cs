using ActiveLabel.Core.Evaluation.Intervals;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Evaluation.Comparison;

/// <summary>One way to train a project's model, and what came of it.</summary>
/// <param name="Guesses">Unlabelled images that it also learned from; null where it learns from labels alone.</param>
/// <param name="Converged">Null where the trainer does not tell.</param>
/// <param name="Took">Of the one training on all labels.</param>
/// <param name="Values">Numbers that the model is made of, four bytes each.</param>
/// <param name="Result">Null where nothing can judge it.</param>
/// <param name="BalancedAccuracy">95 % interval; null where the images cannot tell.</param>
/// <param name="Refusal">Why it could not be trained here; then nothing else is known.</param>
public sealed record ComparedTrainer(
    TrainerKind Trainer, int? Guesses, bool? Converged, TimeSpan Took, long Values, EvaluationResult? Result, Interval? BalancedAccuracy, string? Refusal);

/// <param name="Labels">Labelled pool images that each was trained on.</param>
/// <param name="Trainers">In a fixed order, the project's own first where it is the elastic net.</param>
public sealed record ComparedTrainers(int Labels, IReadOnlyList<ComparedTrainer> Trainers);

/// <summary>
/// Trains every trainer on a project's present labels, and judges each as a round judges its model: by the test split, or by
/// cross-fitting the audit arm, the same images for all.
/// </summary>
/// <param name="threads">Which train and judge, so that people who label go first; without any, the pool's do.</param>
public sealed class TrainerComparison(SnapshotReader snapshots, IVectorStore vectors, IModelStore models, Teacher teacher, ModelJudge judge, BackgroundThreads? threads = null)
{
    private static readonly (TrainerKind Trainer, bool Spreads)[] Candidates =
        [(TrainerKind.ElasticNet, true), (TrainerKind.ElasticNet, false), (TrainerKind.Sdca, false), (TrainerKind.LightGbm, false)];

    /// <param name="progress">How many are done, and of how many.</param>
    /// <exception cref="WrongUseException">There is no such project, its network is not ready, or fewer than two classes have labels.</exception>
    public async Task<ComparedTrainers> RunAsync(long projectId, IProgress<(int Done, int Total)>? progress, CancellationToken cancel)
    {
        var snapshot = await snapshots.TakeAsync(projectId, cancel);
        if (snapshot.Labelled.Select(i => i.Answer!.ClassId).Distinct().Count() < 2)
            throw new WrongUseException("There is nothing to compare yet: a model needs labels of at least two classes.");

        var before = await models.LatestAsync(projectId, cancel);
        using var reader = vectors.OpenRead(snapshot.Featurizer);
        var candidates = Candidates.Where(c => !c.Spreads || snapshot.Unlabelled.Count > 0).ToArray();
        var compared = new List<ComparedTrainer>();
        foreach (var (trainer, spreads) in candidates)
        {
            progress?.Report((compared.Count, candidates.Length));
            var own = snapshot with { Policy = snapshot.Policy with { Trainer = trainer, SpreadLabels = spreads } };
            compared.Add(await Task.Run(() => threads is null ? Try(own, reader, before, cancel) : threads.Do(() => Try(own, reader, before, cancel)), cancel));
        }

        return new ComparedTrainers(snapshot.Labelled.Count, compared);
    }

    private ComparedTrainer Try(ProjectSnapshot snapshot, IVectorReader reader, ModelVersion? before, CancellationToken cancel)
    {
        var policy = snapshot.Policy;
        try
        {
            // Whether guesses help is what is compared.
            var options = teacher.Plan(snapshot, reader, before, cancel).Options with { WithoutGuesses = false };
            var set = snapshot.Gather(snapshot.Labelled, reader);
            var trained = teacher.For(snapshot, reader, cancel).Train(set, options, cancel);
            if (trained.RowsUsed != set.Count)
                throw new InvalidOperationException($"{set.Count} labelled images were given, but the trainer used {trained.RowsUsed}.");

            var temperature = judge.Calibrate(snapshot, reader, options, cancel);
            var result = judge.Judge(snapshot, reader, trained.Model, temperature, options, cancel);
            return new ComparedTrainer(
                policy.Trainer, policy.SpreadLabels ? trained.GuessesUsed : null, trained.Converged, trained.Took, trained.Model.Values,
                result, result is null ? null : EvaluationIntervals.Of(result).BalancedAccuracy, Refusal: null);
        }
        // One that fails takes nothing from what the others tell.
        catch (Exception refusal) when (!cancel.IsCancellationRequested)
        {
            return new ComparedTrainer(policy.Trainer, null, null, TimeSpan.Zero, 0, null, null, refusal.Message);
        }
    }
}
