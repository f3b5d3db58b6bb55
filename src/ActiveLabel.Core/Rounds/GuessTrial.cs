using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;

namespace ActiveLabel.Core.Rounds;

/// <summary>
/// Whether guesses still help: left-out labels are guessed by spreading the others and predicted by a model of the others
/// alone, and where the model is right more often, guesses would only teach it what it knows better. Spreading helps at few
/// labels on every set measured, and on some not for long: docs/strategies.md.
/// </summary>
internal static class GuessTrial
{
    private const int Folds = 5;

    /// <summary>Labels a class, on average, up to which guesses are not tried: too few could tell, and they help most then.</summary>
    private const int FewLabels = 10;

    /// <summary>Growth of the number of labels at which it is asked anew.</summary>
    private const double Growth = 1.25;

    /// <summary>Near enough to tell right from wrong.</summary>
    private const float Tolerance = 1e-4f;

    /// <param name="vectors">[n] of the labelled images.</param>
    /// <param name="classes">[n] zero-based.</param>
    /// <param name="before">Options of the model before, for the same classes and vectors; or null.</param>
    /// <returns>The options, without guesses where those are worse by more than one standard error of the difference.</returns>
    public static TrainingOptions Decide(
        GuessingTrainer guessing, VectorRows vectors, IReadOnlyList<int> classes, int classCount, TrainingOptions options, TrainingOptions? before,
        CancellationToken cancel)
    {
        if (before?.GuessesTriedAt is { } at && LabelGrowth.IsBelow(Growth, at, classes.Count))
            return options with { WithoutGuesses = before.WithoutGuesses, GuessesTriedAt = at };
        if (classes.Count < FewLabels * classCount)
            return options;

        var quick = options with { Tolerance = Tolerance };
        var (gains, truth) = (new List<double>(), new List<int>());
        foreach (var fold in Fold.CutForTrial(vectors, classes, classCount, Folds, options.Seed))
        {
            var kept = fold.Gather(vectors, classes, classCount);
            if (fold.Score(guessing.Plain, kept, vectors, quick, cancel) is not { } predictions)
                continue;

            var guesses = guessing.Guess(kept, vectors.At(fold.JudgedPlaces).Numbers, cancel);
            foreach (var (i, place) in fold.JudgedPlaces.Index())
            {
                gains.Add((guesses[i] == classes[place] ? 1 : 0) - (predictions.Best(i) == classes[place] ? 1 : 0));
                truth.Add(classes[place]);
            }
        }

        return options with { WithoutGuesses = AreWorse(gains, truth), GuessesTriedAt = classes.Count };
    }

    /// <param name="gains">[n] 1 where spreading alone was right, -1 where the model alone was, else 0.</param>
    /// <param name="classes">[n]; each class counts the same.</param>
    internal static bool AreWorse(IReadOnlyList<double> gains, IReadOnlyList<int> classes)
    {
        var shares = PenaltyPath.Shares(classes, ClassWeights.Balanced);
        var mean = gains.Zip(shares, (g, w) => g * w).Sum();
        var error = Math.Sqrt(gains.Zip(shares, (g, w) => w * w * (g - mean) * (g - mean)).Sum());
        return -mean > error;
    }
}
