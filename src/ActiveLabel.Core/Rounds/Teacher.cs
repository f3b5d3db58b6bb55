using System.Runtime.CompilerServices;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Rounds;

/// <summary>
/// Trains a project's models as its policy says: on labels alone, or also on what they say of unlabelled images that look
/// alike. Keeps each project's neighbour graph (<see cref="KeptGraph"/>).
/// </summary>
public sealed class Teacher(ITrainer trainer)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, KeptGraph> _kept = [];

    /// <summary>One for all who ask about a snapshot, for as long as it is in use.</summary>
    private readonly ConditionalWeakTable<ProjectSnapshot, RememberingTrainer> _trainers = [];

    /// <summary>
    /// The trainer for sets of this snapshot's images (<see cref="TrainingSet.Rows"/>). Guesses rest on the set's own labels,
    /// so that a model trained without an image knows nothing of its label; and they are for images without any answer.
    /// </summary>
    /// <param name="vectors">The same for all who ask about one snapshot, and open for as long as they train.</param>
    public ITrainer For(ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel) =>
        TrainerOf(snapshot, vectors, cancel);

    private RememberingTrainer TrainerOf(ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel) =>
        _trainers.GetValue(snapshot, _ => new RememberingTrainer(
            snapshot.Policy is { SpreadLabels: true, Trainer: TrainerKind.ElasticNet } && snapshot.Unlabelled.Count > 0
                ? GuessingTrainer.Of(trainer, GraphOf(snapshot, vectors, cancel), snapshot, vectors)
                : trainer));

    /// <summary>What the snapshot's model is trained with: the policy's settings, with penalties chosen where it says so.</summary>
    /// <param name="before">The model version before, whose penalties serve on for a while; or null.</param>
    public PenaltyDecision Plan(ProjectSnapshot snapshot, IVectorReader vectors, ModelVersion? before, CancellationToken cancel)
    {
        var policy = snapshot.Policy;
        var options = new TrainingOptions(policy.L1, policy.L2, policy.Seed, policy.Weights, RoundEngine.Tolerance)
        {
            Trainer = policy.Trainer,
            // The others know no coordinates but the columns.
            Normalisation = policy.Trainer == TrainerKind.ElasticNet ? policy.Normalisation : Normalisation.Columns,
        };
        var last = before is not null && before.FeaturizerId == snapshot.Featurizer.Id && before.ClassIds.SequenceEqual(snapshot.ClassIds) ? before.Options : null;
        var (rows, classes) = (new VectorRows(vectors, [.. snapshot.Labelled.Select(i => i.Row)]), snapshot.Truth(snapshot.Labelled));
        var teaching = TrainerOf(snapshot, vectors, cancel);
        if (teaching.Inner is GuessingTrainer guessing)
            options = GuessTrial.Decide(guessing, rows, classes, snapshot.ClassIds.Count, options, last, cancel);
        return policy.Penalties == PenaltyChoice.Fixed
            ? new PenaltyDecision(options)
            : AutomaticPenalties.Decide(teaching, rows, classes, snapshot.ClassIds.Count, options, last, cancel);
    }

    /// <summary>What lies around the unlabelled images of a snapshot.</summary>
    public Surroundings Around(ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel) =>
        new(GraphOf(snapshot, vectors, cancel), [.. snapshot.Labelled.Select(i => i.Id)]);

    /// <summary>What a version was taught, from the snapshot that it was trained on.</summary>
    public Lesson LessonOf(ModelVersion version, ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel) =>
        new(version.Model, snapshot.Gather(snapshot.Labelled, vectors), For(snapshot, vectors, cancel), version.Options);

    private NeighbourGraph GraphOf(ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel)
    {
        lock (_lock)
        {
            var kept = KeptGraph.For(_kept.GetValueOrDefault(snapshot.Project.Id), snapshot, vectors, cancel);
            _kept[snapshot.Project.Id] = kept;
            return kept.Graph;
        }
    }
}
