using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation;

/// <summary>
/// Judges with images that also train: the audit arm is cut into folds, and each fold is scored by a model trained on
/// everything but that fold (Stone 1974, "Cross-validatory choice and assessment of statistical predictions"; the name
/// after Chernozhukov et al. 2018). The strategy's own picks train every model but judge none: they are no random sample.
/// </summary>
public static class CrossFitting
{
    /// <summary>Folds unless another number is asked for.</summary>
    public const int DefaultFolds = 5;

    /// <param name="vectors">[n] all labelled images.</param>
    /// <param name="classes">[n] zero-based.</param>
    /// <param name="audit">Places of the audit images among them.</param>
    /// <returns>Predictions of the audit images in the order of <paramref name="audit"/>; null where nothing can judge: fewer audit images than folds, or a fold whose absence leaves fewer than two classes.</returns>
    public static Predictions? Predict(
        ITrainer trainer, VectorRows vectors, IReadOnlyList<int> classes, int classCount, IReadOnlyList<int> audit,
        TrainingOptions options, int folds = DefaultFolds, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (audit.Count < folds)
            return null;

        var foldOf = Folds(audit, classes, folds, options.Seed);
        var probabilities = new float[audit.Count * classCount];
        for (var fold = 0; fold < folds; fold++)
        {
            int[] judged = [.. Enumerable.Range(0, audit.Count).Where(a => foldOf[a] == fold)];
            var without = judged.Select(a => audit[a]).ToHashSet();
            int[] kept = [.. Enumerable.Range(0, vectors.Count).Where(place => !without.Contains(place))];
            int[] keptClasses = [.. kept.Select(place => classes[place])];
            if (keptClasses.Distinct().Count() < 2)
                return null;

            var model = trainer.Train(
                new TrainingSet(vectors.At(kept).ToArray(), vectors.VectorLength, keptClasses, classCount), options, cancel).Model;
            var scorer = new LinearScorer(model);
            var scratch = new float[vectors.VectorLength];
            foreach (var a in judged)
            {
                scorer.Score(vectors.Row(audit[a], scratch), probabilities.AsSpan(a * classCount, classCount));
            }
        }

        return new Predictions(probabilities, classCount);
    }

    /// <summary>The fold of each audit image: by class in a seeded order, dealt out in turn, so that every fold has its share of every class.</summary>
    private static int[] Folds(IReadOnlyList<int> audit, IReadOnlyList<int> classes, int folds, int seed)
    {
        var order = Enumerable.Range(0, audit.Count).ToArray();
        new Random(seed).Shuffle(order);
        var foldOf = new int[audit.Count];
        foreach (var (turn, a) in order.OrderBy(a => classes[audit[a]]).Index())
        {
            foldOf[a] = turn % folds;
        }

        return foldOf;
    }
}
