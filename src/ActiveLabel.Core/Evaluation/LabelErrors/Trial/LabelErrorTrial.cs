using ActiveLabel.Core.Evaluation.Calibration;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Evaluation.LabelErrors.Trial;

/// <param name="Flip">Share of the labels to make wrong.</param>
/// <param name="Seeds">Repetitions, each with other labels made wrong.</param>
/// <param name="Folds">See <see cref="LabelErrorSearch.Folds"/>.</param>
public sealed record TrialOptions(double Flip, int Seeds, int Folds = LabelErrorSearch.Folds)
{
    /// <exception cref="WrongUseException">A value that makes no sense; the message names it.</exception>
    public void Check()
    {
        if (!(Flip > 0 && Flip <= 0.5))
            throw new WrongUseException($"The share of labels to make wrong lies above 0 and up to 0.5, not at {Flip}.");
        if (Seeds is < 1 or > 100)
            throw new WrongUseException($"Between 1 and 100 seeds can be averaged over, not {Seeds}.");
        if (Folds is < 2 or > 20)
            throw new WrongUseException($"Between 2 and 20 folds can be cut, not {Folds}.");
    }
}

/// <summary>A way to put labels in order.</summary>
/// <param name="Weights">With which the models that judge were trained.</param>
/// <param name="Calibrated">Whether it was computed from calibrated probabilities.</param>
public readonly record struct TrialOrder(Suspicion By, ClassWeights Weights, bool Calibrated);

/// <summary>How well one order finds labels that were made wrong; means over the seeds, with their standard errors.</summary>
/// <param name="Precision">Of as many labels as were made wrong, the first in order: the share that were.</param>
/// <param name="FoundInFirstTenth">Of the labels made wrong, the share among the first tenth of all in order.</param>
/// <param name="AveragePrecision">Area under precision and recall; a random order reaches the share made wrong.</param>
public sealed record TrialFigures(
    TrialOrder Order, double Precision, double PrecisionError, double FoundInFirstTenth, double FoundError, double AveragePrecision);

/// <param name="Labels">Labels of pool and test that were looked at.</param>
/// <param name="Flipped">Of them, how many were made wrong each time.</param>
/// <param name="ExpectedErrors">Estimated number of wrong labels then, mean over the seeds.</param>
/// <param name="ExpectedBefore">The same of the labels as they are: some may be wrong already.</param>
public sealed record TrialReport(int Labels, int Flipped, double ExpectedErrors, double ExpectedBefore, IReadOnlyList<TrialFigures> Orders)
{
    /// <summary>Of the order that the product goes by.</summary>
    public TrialFigures Own => Orders.Single(o => o.Order == new TrialOrder(LabelErrorSearch.Order, LabelErrorSearch.Weights, Calibrated: false));
}

/// <summary>
/// Makes labels of a project wrong on purpose, in memory alone, and measures how soon each order comes upon them. What a
/// project's own labels already have of errors counts as right, so precision comes out too low rather than too high.
/// </summary>
public sealed class LabelErrorTrial(SnapshotReader snapshots, IVectorStore vectors, IModelStore models, Teacher teacher)
{
    /// <param name="progress">Trainings done, and of how many.</param>
    /// <exception cref="WrongUseException">There is no such project, its network is not ready, or it has too few labels.</exception>
    public async Task<TrialReport> RunAsync(long projectId, TrialOptions options, IProgress<(int Done, int Total)>? progress, CancellationToken cancel)
    {
        options.Check();
        var snapshot = await snapshots.TakeAsync(projectId, cancel);
        var before = await models.LatestAsync(projectId, cancel);
        using var reader = vectors.OpenRead(snapshot.Featurizer);
        return await Task.Run(() => Run(snapshot, before, reader, options, progress, cancel), cancel);
    }

    private TrialReport Run(
        ProjectSnapshot snapshot, ModelVersion? before, IVectorReader reader, TrialOptions options, IProgress<(int Done, int Total)>? progress, CancellationToken cancel)
    {
        var questions = LabelQuestions.Of(snapshot);
        var training = teacher.Plan(snapshot, reader, before, cancel).Options;
        var trainer = teacher.For(snapshot, reader, cancel);
        var steps = OutOfSample.Steps(options.Folds, questions.Tests.Count) * ((options.Seeds * Enum.GetValues<ClassWeights>().Length) + 1);
        var done = 0;
        var expectedBefore = ConfidentJoint.Of(questions.Given, Scores(questions.Given, LabelErrorSearch.Weights)).ExpectedErrors;
        var runs = Enumerable.Range(1, options.Seeds).Select(Try).ToList();
        return new TrialReport(
            questions.Given.Length, runs[0].Flipped, runs.Average(r => r.Expected), expectedBefore,
            [.. runs[0].Found.Keys.Select(order => Mean(order, [.. runs.Select(r => r.Found[order])])).OrderByDescending(f => f.AveragePrecision)]);

        Predictions Scores(int[] given, ClassWeights weights) => OutOfSample.Predict(
            trainer, questions.PoolRows(reader), questions.PoolClasses(given), snapshot.ClassIds.Count, questions.Judged, questions.TestRows(reader),
            training with { Weights = weights }, options.Folds, _ => progress?.Report((++done, steps)), threads: null, cancel) ?? throw new WrongUseException(LabelQuestions.TooFew);

        Trial Try(int seed)
        {
            var noisy = FlippedLabels.Make(questions.Given, snapshot.ClassIds.Count, options.Flip, seed);
            var (expected, found) = (0.0, new Dictionary<TrialOrder, Found>());
            foreach (var weights in Enum.GetValues<ClassWeights>())
            {
                var raw = Scores(noisy.Classes, weights);
                foreach (var (calibrated, predictions) in new[] { (false, raw), (true, TemperatureScaling.Apply(raw, TemperatureFit.Of(noisy.Classes, raw))) })
                {
                    var joint = ConfidentJoint.Of(noisy.Classes, predictions);
                    if (weights == LabelErrorSearch.Weights && !calibrated)
                        expected = joint.ExpectedErrors;
                    foreach (var by in Enum.GetValues<Suspicion>())
                        found[new TrialOrder(by, weights, calibrated)] = Found.Of(noisy, SuspicionOrder.Scores(by, noisy.Classes, predictions, joint));
                }
            }

            return new Trial(noisy.Count, expected, found);
        }
    }

    private static TrialFigures Mean(TrialOrder order, Found[] found) => new(
        order, found.Average(f => f.Precision), Error(found, f => f.Precision), found.Average(f => f.InFirstTenth), Error(found, f => f.InFirstTenth),
        found.Average(f => f.AveragePrecision));

    private static double Error(Found[] found, Func<Found, double> figure)
    {
        var mean = found.Average(figure);
        return found.Length < 2 ? 0 : Math.Sqrt(found.Sum(f => (figure(f) - mean) * (figure(f) - mean)) / (found.Length - 1) / found.Length);
    }

    private sealed record Trial(int Flipped, double Expected, IReadOnlyDictionary<TrialOrder, Found> Found);

    private sealed record Found(double Precision, double InFirstTenth, double AveragePrecision)
    {
        public static Found Of(FlippedLabels noisy, double[] scores)
        {
            int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
            return new Found(
                (double)order.Take(noisy.Count).Count(i => noisy.Flipped[i]) / noisy.Count,
                (double)order.Take(scores.Length / 10).Count(i => noisy.Flipped[i]) / noisy.Count,
                PrecisionRecallCurve.Of([.. scores.Select(s => (float)s)], noisy.Flipped)!.AveragePrecision);
        }
    }
}
