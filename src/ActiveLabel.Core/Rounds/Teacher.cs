using System.Runtime.CompilerServices;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Neighbours;

namespace ActiveLabel.Core.Rounds;

/// <summary>
/// Trains a project's models as its policy says: on labels alone, or also on what they say of unlabelled images that look
/// alike. Keeps each project's neighbour graph (<see cref="KeptGraph"/>).
/// </summary>
/// <param name="shelf">Where graphs that are made are kept; null for nowhere.</param>
public sealed class Teacher(ITrainer trainer, IGraphShelf? shelf = null)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, KeptGraph> _kept = [];

    /// <summary>One for all who ask about a snapshot, for as long as it is in use.</summary>
    private readonly ConditionalWeakTable<ProjectSnapshot, Lessons> _lessons = [];

    /// <summary>
    /// The trainer for sets of this snapshot's images (<see cref="TrainingSet.Rows"/>). Guesses rest on the set's own labels,
    /// so that a model trained without an image knows nothing of its label; and they are for images without any answer.
    /// </summary>
    /// <param name="vectors">The same for all who ask about one snapshot, and open for as long as they train.</param>
    public ITrainer For(ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel) =>
        TrainerOf(snapshot, vectors, cancel);

    /// <summary>The graph by which the snapshot's models guess; null where they learn from labels alone.</summary>
    /// <inheritdoc cref="For" path="/param"/>
    internal MadeGraph? GuessedBy(ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel) =>
        LessonsOf(snapshot, vectors, cancel).Graph;

    /// <summary>Lets the snapshot's models guess by this graph and no other, as a round did that is to be done again.</summary>
    internal void GuessBy(MadeGraph graph, ProjectSnapshot snapshot, IVectorReader vectors) =>
        _lessons.Add(snapshot, new Lessons(new RememberingTrainer(GuessingTrainer.Of(WeighingTrainer.Of(trainer, snapshot), graph.Graph, snapshot, vectors)), graph));

    /// <summary>Whether the snapshot's models learn from guesses too.</summary>
    internal static bool Guesses(ProjectSnapshot snapshot) =>
        snapshot.Policy is { SpreadLabels: true, Trainer: TrainerKind.ElasticNet } && snapshot.Unlabelled.Count > 0;

    private RememberingTrainer TrainerOf(ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel) =>
        LessonsOf(snapshot, vectors, cancel).Trainer;

    private Lessons LessonsOf(ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel) =>
        _lessons.GetValue(snapshot, _ =>
        {
            var graph = Guesses(snapshot) ? GraphOf(snapshot, vectors, cancel) : null;
            var weighing = WeighingTrainer.Of(trainer, snapshot);
            return new Lessons(new RememberingTrainer(graph is null ? weighing : GuessingTrainer.Of(weighing, graph.Graph, snapshot, vectors)), graph);
        });

    /// <summary>What the snapshot's model is trained with: the policy's settings, with penalties chosen where it says so.</summary>
    /// <param name="before">The model version before, whose penalties serve on for a while; or null.</param>
    public PenaltyDecision Plan(ProjectSnapshot snapshot, IVectorReader vectors, ModelVersion? before, CancellationToken cancel)
    {
        var policy = snapshot.Policy;
        var options = new TrainingOptions(policy.L1, policy.L2, policy.Seed, policy.Weights, RoundEngine.Tolerance)
        {
            Trainer = policy.Trainer,
            Normalisation = TrainingPlan.NormalisationOf(policy.Trainer, policy.Normalisation),
        };
        // Penalties that were found for other classes, or for what these meant before, tell nothing.
        var last = before is not null && before.FeaturizerId == snapshot.Featurizer.Id && before.ClassIds.SequenceEqual(snapshot.ClassIds)
            && before.ClassMark == snapshot.ClassMark ? before.Options : null;
        var (rows, classes) = (new VectorRows(vectors, [.. snapshot.Labelled.Select(i => i.Row)]), snapshot.Truth(snapshot.Labelled));
        var teaching = TrainerOf(snapshot, vectors, cancel);
        return TrainingPlan.Decide(
            teaching, teaching.Inner as GuessingTrainer, rows, classes, snapshot.ClassIds.Count, options, policy.Penalties, last, cancel);
    }

    /// <summary>What lies around the unlabelled images of a snapshot.</summary>
    public Surroundings Around(ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel) =>
        new(GraphOf(snapshot, vectors, cancel).Graph, [.. snapshot.Labelled.Select(i => i.Id)]);

    /// <summary>What a version was taught, from the snapshot that it was trained on.</summary>
    public Lesson LessonOf(ModelVersion version, ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel) =>
        new(version.Model, snapshot.Gather(snapshot.Labelled, vectors), For(snapshot, vectors, cancel), version.Options);

    private MadeGraph GraphOf(ProjectSnapshot snapshot, IVectorReader vectors, CancellationToken cancel)
    {
        lock (_lock)
        {
            var before = _kept.GetValueOrDefault(snapshot.Project.Id);
            var kept = KeptGraph.For(before, snapshot, vectors, cancel);
            if (kept != before)
                shelf?.Keep(kept.Made.Making.Key, kept.Graph);
            _kept[snapshot.Project.Id] = kept;
            return kept.Made;
        }
    }

    /// <param name="Graph">By which the trainer guesses; null where it does not.</param>
    private sealed record Lessons(RememberingTrainer Trainer, MadeGraph? Graph);
}
