using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.LabelErrors;

/// <summary>What models say of labelled images that did not train them: pool images by cross-fitting, test images by a model of the whole pool.</summary>
internal static class OutOfSample
{
    /// <summary>Trainings that <see cref="Predict"/> takes.</summary>
    public static int Steps(int folds, int tests) => folds + (tests > 0 ? 1 : 0);

    /// <param name="pool">[n] labelled images of the pool: they train.</param>
    /// <param name="classes">[n] their labels, zero-based.</param>
    /// <param name="judged">Places of those among them that are asked about.</param>
    /// <param name="tests">[m] images that train nothing.</param>
    /// <param name="done">Told how many trainings are over.</param>
    /// <param name="threads">Which train, one model at a time, so that a round that is due gets its turn in between; without any, the caller's do.</param>
    /// <returns>[judged + m, K], unscaled; null where a fold's absence leaves fewer than two classes.</returns>
    public static Predictions? Predict(
        ITrainer trainer, VectorRows pool, IReadOnlyList<int> classes, int classCount, IReadOnlyList<int> judged, VectorRows tests,
        TrainingOptions options, int folds, Action<int>? done, BackgroundThreads? threads, CancellationToken cancel)
    {
        var probabilities = new float[(judged.Count + tests.Count) * classCount];
        var trained = 0;
        foreach (var fold in Fold.Cut(judged, classes, folds, options.Seed))
        {
            cancel.ThrowIfCancellationRequested();
            if (Compute(() => fold.Score(trainer, pool, classes, classCount, options, cancel)) is not { } predictions)
                return null;

            foreach (var (from, to) in fold.Judged.Index())
            {
                predictions[from].CopyTo(probabilities.AsSpan(to * classCount));
            }

            done?.Invoke(++trained);
        }

        if (tests.Count > 0)
        {
            cancel.ThrowIfCancellationRequested();
            var whole = new Fold([], [], [.. Enumerable.Range(0, classes.Count)]);
            var model = Compute(() => trainer.Train(whole.Gather(pool, classes, classCount), options, cancel).Model);
            Compute(() => model.CreateScorer().Score(tests, cancel: cancel)).Probabilities.CopyTo(probabilities.AsMemory(judged.Count * classCount));
            done?.Invoke(++trained);
        }

        return new Predictions(probabilities, classCount);

        T Compute<T>(Func<T> work) => threads is null ? work() : threads.Do(work);
    }
}
