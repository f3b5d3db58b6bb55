using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.Annotators;

/// <summary>How far a study is: models trained, of all that will be.</summary>
public readonly record struct StudyProgress(int Done, int Total);

/// <summary>
/// The evaluation of the workshop that this product follows: for each person the model of the initial labels and that
/// person's alone, judged by the test images, against the initial labels alone and against everybody's
/// (Azure/MLADS2017ML, 2_user_label_assessment). Where a person has answered about an initial image, their answer takes
/// the initial label's place.
/// </summary>
/// <remarks>
/// Models learn from labels alone: guesses at unlabelled images would hide whose labels taught what. Figures of few labels
/// move much by chance, and images picked by a model are harder than others, for everybody.
/// </remarks>
public sealed class AnnotatorStudy(ITrainer trainer)
{
    /// <exception cref="WrongUseException">Nothing can judge: no test images, or all of one class.</exception>
    public AnnotatorReport Run(AnnotatorSet set, TrainingOptions options, IProgress<StudyProgress>? progress, CancellationToken cancel)
    {
        CheckTest(set);
        var (done, total) = (0, set.People.Count + 2);
        var initial = Model(new AnnotatorLabels("", []), out var before, null);
        var everybody = Model(new AnnotatorLabels("", set.Everybody), out _, before);
        return new AnnotatorReport(initial, everybody, [.. set.People.Select(person => Model(person, out _, before))], set.Test.Count);

        AnnotatorModel Model(AnnotatorLabels added, out int[]? predicted, int[]? against)
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(new StudyProgress(done, total));
            var model = TrainAndJudge(set, added, options, against, out predicted, cancel);
            progress?.Report(new StudyProgress(++done, total));
            return model;
        }
    }

    private static void CheckTest(AnnotatorSet set)
    {
        if (set.Test.Count == 0)
            throw new WrongUseException("Nothing can judge people's labels: there are no labelled test images. Import some with --split test, or with a test share.");

        if (set.Test.All(t => t.Class == set.Test[0].Class))
            throw new WrongUseException($"Nothing can judge people's labels: all test images are of the class '{set.ClassNames[set.Test[0].Class]}'.");
    }

    private AnnotatorModel TrainAndJudge(
        AnnotatorSet set, AnnotatorLabels added, TrainingOptions options, int[]? before, out int[]? predicted, CancellationToken cancel)
    {
        var rows = Rows(set.Initial, added.Labels);
        var (labels, leftOut) = (added.Labels.Count(l => l.Class != LabelledSet.Outside), added.Labels.Count(l => l.Class == LabelledSet.Outside));
        predicted = null;
        if (rows.Select(r => r.Class).Distinct().Count() < 2)
        {
            return new AnnotatorModel(added.Name, labels, leftOut, rows.Count, null, rows.Count == 0
                ? "There is no label of a class to learn from."
                : $"All labels are of the class '{set.ClassNames[rows[0].Class]}': a model needs two.")
            { PersonId = added.PersonId };
        }

        var vectors = set.Vectors.At([.. rows.Select(r => r.Place)]);
        var training = new TrainingSet(vectors.ToArray(), vectors.VectorLength, [.. rows.Select(r => r.Class)], set.ClassNames.Count) { Rows = vectors.Numbers };
        var predictions = trainer.Train(training, options, cancel).Model.CreateScorer().Score(set.Vectors.At([.. set.Test.Select(t => t.Place)]), cancel: cancel);
        int[] truth = [.. set.Test.Select(t => t.Class)];
        predicted = [.. Enumerable.Range(0, truth.Length).Select(predictions.Best)];
        var result = Evaluator.Evaluate(EvaluationBasis.TestSplit, [.. set.Test.Select(t => (long)t.Place)], truth, predictions);
        return new AnnotatorModel(added.Name, labels, leftOut, rows.Count, Score(result, truth, before, predicted), null) { PersonId = added.PersonId };
    }

    /// <summary>The initial rows in their order, then the person's; a later label of an image takes the earlier one's place.</summary>
    private static List<PlacedLabel> Rows(IReadOnlyList<PlacedLabel> initial, IReadOnlyList<PlacedLabel> added)
    {
        var places = new Dictionary<int, int>();
        var rows = new List<PlacedLabel>(initial.Count + added.Count);
        foreach (var label in initial.Concat(added))
        {
            if (places.TryAdd(label.Place, rows.Count))
                rows.Add(label);
            else
                rows[places[label.Place]] = label;
        }

        rows.RemoveAll(r => r.Class == LabelledSet.Outside);
        return rows;
    }

    private static AnnotatorScore Score(EvaluationResult result, int[] truth, int[]? before, int[] after)
    {
        var (confusion, summary) = (result.Confusion, result.Summary);
        var reach = 1.959963984540054 * confusion.BalancedAccuracyError;
        return new AnnotatorScore(
            summary.Accuracy, WilsonInterval.Of(summary.Accuracy, summary.Count),
            summary.BalancedAccuracy, new Interval(Math.Max(0, summary.BalancedAccuracy - reach), Math.Min(1, summary.BalancedAccuracy + reach)),
            summary.Auc, confusion,
            before is null ? null : PairedDifference.OfAccuracy(truth, before, after),
            before is null ? null : PairedDifference.OfBalancedAccuracy(truth, before, after));
    }
}
