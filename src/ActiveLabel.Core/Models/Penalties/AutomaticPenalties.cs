using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Models.Penalties;

/// <param name="Options">What to train with.</param>
/// <param name="Note">Why the penalties are not chosen by cross-validation though they should be; else null.</param>
public sealed record PenaltyDecision(TrainingOptions Options, string? Note = null);

/// <summary>
/// Chooses the penalties by cross-validation: the labelled images are cut into folds, and along a path of penalties each
/// fold is scored by models trained without it (Stone 1974, "Cross-validatory choice and assessment of statistical
/// predictions"; a path with warm starts as in Friedman, Hastie, Tibshirani 2010, "Regularization paths for generalized
/// linear models"). The path and what makes a penalty good: <see cref="PenaltyPath"/>.
/// </summary>
public static class AutomaticPenalties
{
    /// <summary>Folds where every class has labels for so many, and the fewest there may be.</summary>
    private const int MostFolds = 5, FewestFolds = 3;

    /// <summary>
    /// Labels a class, on average, below which the fixed penalties are better by measurement: what folds of so few tell is
    /// mostly chance.
    /// </summary>
    private const int FewestLabels = 20;

    /// <summary>Growth of the number of labels at which they are chosen anew.</summary>
    private const double Growth = 1.5;

    /// <summary>The penalties to train with: those of before, while the labels have not grown by half since those were chosen, else new ones.</summary>
    /// <param name="trainer">As the model itself will be trained: where it guesses, each fold's guesses come from that fold's own labels.</param>
    /// <param name="vectors">[n] all images that the model is trained on.</param>
    /// <param name="classes">[n] zero-based.</param>
    /// <param name="options">With the fixed penalties, which stand in where nothing can be chosen.</param>
    /// <param name="before">Options of the model before, trained for the same classes on the same featurizer's vectors; or null.</param>
    /// <returns>The same for the same seed, whatever the number of threads.</returns>
    public static PenaltyDecision Decide(
        ITrainer trainer, VectorRows vectors, IReadOnlyList<int> classes, int classCount, TrainingOptions options, TrainingOptions? before,
        CancellationToken cancel)
    {
        if (options.Trainer == TrainerKind.LightGbm)
            return new PenaltyDecision(options, "Boosted trees have no such penalties to choose.");
        if (before?.PenaltiesChosenAt is { } at && AreAlike(before, options) && LabelGrowth.IsBelow(Growth, at, classes.Count))
            return new PenaltyDecision(options with { L1 = before.L1, L2 = before.L2, PenaltiesChosenAt = at });

        var fewest = classes.CountBy(k => k).Min(k => k.Value);
        if (fewest < FewestFolds)
        {
            return new PenaltyDecision(options, string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The fixed penalties stand in: a class has {(fewest == 1 ? "one label" : $"{fewest} labels")}, and cross-validation takes {FewestFolds} of each."));
        }

        if (classes.Count < FewestLabels * classes.Distinct().Count())
        {
            return new PenaltyDecision(options, string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The fixed penalties stand in: there are {classes.Count} labels, and cross-validation takes {FewestLabels} a class on average."));
        }

        var l2 = Search(trainer, vectors, classes, classCount, options, Math.Min(MostFolds, fewest), cancel);
        return new PenaltyDecision(options with { L1 = 0, L2 = l2, PenaltiesChosenAt = classes.Count });
    }

    /// <summary>Whether both mean the same by a penalty.</summary>
    private static bool AreAlike(TrainingOptions one, TrainingOptions other) =>
        one.Weights == other.Weights && one.Normalisation == other.Normalisation;

    private static float Search(
        ITrainer trainer, VectorRows vectors, IReadOnlyList<int> classes, int classCount, TrainingOptions options, int folds, CancellationToken cancel)
    {
        // Whoever minimises it, the objective is the elastic net's.
        TrainingOptions[] path =
            [.. PenaltyPath.L2.Select(l2 => options with { Trainer = TrainerKind.ElasticNet, L1 = 0, L2 = l2, Tolerance = PenaltyPath.Tolerance })];
        var cut = Fold.CutForTrial(vectors, classes, classCount, folds, options.Seed);
        int[] truth = [.. cut.SelectMany(fold => fold.JudgedPlaces.Select(place => classes[place]))];
        var shares = PenaltyPath.Shares(truth, options.Weights);

        // The folds walk along the path side by side, so that all can stop where the best lies behind them.
        var walks = cut.Select(fold => trainer.TrainEach(fold.Gather(vectors, classes, classCount), path, cancel).GetEnumerator()).ToArray();
        try
        {
            var (best, least) = (0, double.PositiveInfinity);
            for (var step = 0; step < path.Length && step - best <= PenaltyPath.Patience; step++)
            {
                var scores = new List<float>(truth.Length * classCount);
                foreach (var (fold, walk) in cut.Zip(walks))
                {
                    walk.MoveNext();
                    scores.AddRange(walk.Current.Model.CreateScorer().Score(vectors.At(fold.JudgedPlaces), threads: 1, cancel).Probabilities.Span);
                }

                var criterion = PenaltyPath.Criterion(truth, new Predictions(scores.ToArray(), classCount), shares);
                if (criterion < least)
                    (best, least) = (step, criterion);
            }

            return path[best].L2;
        }
        finally
        {
            foreach (var walk in walks) walk.Dispose();
        }
    }
}
