using System.Diagnostics;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Core.Rounds;

/// <summary>
/// From what a round has read to its model: what a round does, and what is done again when it is rebuilt. It depends on its
/// arguments and on nothing else, but for the graph, which the teacher keeps from round to round or is told.
/// </summary>
internal sealed class RoundTraining(Teacher teacher, ModelJudge judge)
{
    /// <param name="before">The project's newest version; or null.</param>
    /// <exception cref="WrongUseException">Fewer than two classes have labels, or a vector is not finite.</exception>
    public RoundModel Run(ProjectSnapshot snapshot, IVectorReader vectors, ModelVersion? before, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var times = new RoundTimes();
        var (options, note) = teacher.Plan(snapshot, vectors, before, cancel);
        times = times with { Plan = Lap() };

        var set = snapshot.Gather(snapshot.Labelled, vectors);
        var trained = teacher.For(snapshot, vectors, cancel).Train(set, options, cancel);
        if (trained.RowsUsed != set.Count)
            throw new InvalidOperationException($"{set.Count} labelled images were given, but the trainer used {trained.RowsUsed}.");
        times = times with { Train = Lap() };

        var temperature = judge.Calibrate(snapshot, vectors, options, cancel);
        times = times with { Calibrate = Lap() };

        var evaluation = judge.Judge(snapshot, vectors, trained.Model, temperature, options, cancel)?.Summary;
        times = times with { Judge = Lap() };
        return new RoundModel(
            options, trained, note, temperature, evaluation, Fingerprints.OfVectors(set), teacher.GuessedBy(snapshot, vectors, cancel), times);

        long Lap()
        {
            var took = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            return (long)took.TotalMilliseconds;
        }
    }
}

/// <param name="Note">Why the fixed penalties stand in for automatic ones; else null.</param>
/// <param name="Evaluation">Null where nothing could judge it.</param>
/// <param name="VectorsHash">SHA-256 of the vectors that it learned from.</param>
/// <param name="Graph">By which it guessed; null where it did not.</param>
internal sealed record RoundModel(
    TrainingOptions Options, TrainedModel Trained, string? Note, double Temperature, EvaluationSummary? Evaluation, string VectorsHash, MadeGraph? Graph,
    RoundTimes Times)
{
    public TrainingOutcome Outcome => new(Trained.Converged, Trained.Iterations, Trained.GuessesUsed, Note);

    /// <summary>What it was made from, to be kept with it.</summary>
    /// <param name="before">The version that was the newest before it; or null.</param>
    /// <param name="answersBefore">What the round before took for answers; or null.</param>
    public RecordedOrigin Origin(ProjectSnapshot snapshot, ModelVersion? before, RecordedAnswers? answersBefore)
    {
        var pool = IdSet.Of(snapshot.Images.Where(i => i.Split == Images.Split.Pool).Select(i => i.Id));
        var test = IdSet.Of(snapshot.Images.Where(i => i.Split == Images.Split.Test).Select(i => i.Id));
        var answers = RecordedAnswers.Of(snapshot.Images.Where(i => i.Answer is not null).Select(i => RecordedAnswer.Of(i.Id, i.Answer!)), answersBefore);
        var names = snapshot.Project.AllClasses.ToDictionary(c => c.Id, c => c.Name);
        return new RecordedOrigin(
            new ModelOrigin(
                snapshot.LabelMark, answers.Hash, pool.Hash, test.Hash, [.. snapshot.ClassIds.Select(id => names.GetValueOrDefault(id, ""))], snapshot.Policy,
                snapshot.Featurizer with { NetworkFile = Path.GetFileName(snapshot.Featurizer.NetworkFile) }, before?.Id,
                Graph?.Making.Key, Graph?.Hash, Trained.GuessesHash, VectorsHash, Fingerprints.Of(Trained.Model), ProgramFacts.Present),
            answers, pool, test, Graph?.Making);
    }
}
