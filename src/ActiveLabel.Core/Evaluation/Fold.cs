using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation;

/// <summary>Some of the images that judge, and all the images that may train the model that they judge.</summary>
/// <param name="Judged">Places in the list of judging images.</param>
/// <param name="JudgedPlaces">The same images' places among all.</param>
/// <param name="Kept">Places of the others among all images: none of <paramref name="JudgedPlaces"/>.</param>
internal sealed record Fold(IReadOnlyList<int> Judged, IReadOnlyList<int> JudgedPlaces, IReadOnlyList<int> Kept)
{
    /// <summary>Rows x columns x classes of one training beyond which a trial does not ask all folds.</summary>
    private const double WorkOfAllFolds = 5e7;

    /// <summary>Every judging image into one fold: by class in a seeded order, dealt out in turn, so that every fold has its share of every class.</summary>
    /// <param name="judging">Places among all images.</param>
    /// <param name="classes">[n] of all images.</param>
    public static IEnumerable<Fold> Cut(IReadOnlyList<int> judging, IReadOnlyList<int> classes, int folds, int seed)
    {
        var order = Enumerable.Range(0, judging.Count).ToArray();
        new Random(seed).Shuffle(order);
        var foldOf = new int[judging.Count];
        foreach (var (turn, at) in order.OrderBy(at => classes[judging[at]]).Index())
        {
            foldOf[at] = turn % folds;
        }

        for (var fold = 0; fold < folds; fold++)
        {
            int[] judged = [.. Enumerable.Range(0, judging.Count).Where(at => foldOf[at] == fold)];
            int[] places = [.. judged.Select(at => judging[at])];
            var without = places.ToHashSet();
            yield return new Fold(judged, places, [.. Enumerable.Range(0, classes.Count).Where(place => !without.Contains(place))]);
        }
    }

    /// <summary>As <see cref="Cut"/> of all images, but only the first folds where training on so much takes long; at least one.</summary>
    /// <param name="classes">[n] of all images.</param>
    public static Fold[] CutForTrial(VectorRows vectors, IReadOnlyList<int> classes, int classCount, int folds, int seed)
    {
        int[] all = [.. Enumerable.Range(0, classes.Count)];
        var work = (double)vectors.Count * vectors.VectorLength * classCount;
        return [.. Cut(all, classes, folds, seed).Take(Math.Clamp((int)(folds * WorkOfAllFolds / work), 1, folds))];
    }

    /// <summary>Trains on the kept images and scores the judged ones.</summary>
    /// <returns>[judged, K], unscaled; null where fewer than two classes are kept.</returns>
    public Predictions? Score(
        ITrainer trainer, VectorRows vectors, IReadOnlyList<int> classes, int classCount, TrainingOptions options, CancellationToken cancel) =>
        Score(trainer, Gather(vectors, classes, classCount), vectors, options, cancel);

    /// <summary>Trains on the kept images, gathered before, and scores the judged ones.</summary>
    /// <returns>[judged, K], unscaled; null where fewer than two classes are kept.</returns>
    public Predictions? Score(ITrainer trainer, TrainingSet kept, VectorRows vectors, TrainingOptions options, CancellationToken cancel) =>
        kept.Classes.Distinct().Count() < 2
            ? null
            : trainer.Train(kept, options, cancel).Model.CreateScorer().Score(vectors.At(JudgedPlaces), threads: 1, cancel);

    /// <summary>The kept images as a training set.</summary>
    public TrainingSet Gather(VectorRows vectors, IReadOnlyList<int> classes, int classCount)
    {
        var kept = vectors.At(Kept);
        return new TrainingSet(kept.ToArray(), kept.VectorLength, [.. Kept.Select(place => classes[place])], classCount) { Rows = kept.Numbers };
    }
}
