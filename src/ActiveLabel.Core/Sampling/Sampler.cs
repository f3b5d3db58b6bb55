using System.Numerics.Tensors;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling.Batch;
using ActiveLabel.Core.Sampling.Start;
using ActiveLabel.Core.Sampling.Utility;

namespace ActiveLabel.Core.Sampling;

/// <summary>
/// Chooses the images to ask about, in order: the audit arm at random from the whole pool, the others from what is left
/// by the strategy. No image comes twice.
/// </summary>
public static class Sampler
{
    /// <summary>The order while there is no model.</summary>
    public static IReadOnlyList<Pick> Start(StartStrategy strategy, SamplingPool pool, SampleRequest request, CancellationToken cancel = default) =>
        Choose(pool, request, PickReason.Start, count =>
            [.. Of(strategy).Choose(pool, count, request.Seed, cancel).Select(c => (c.Place, new PickWhy(c.Cause)))]);

    /// <summary>The order by a model's predictions of the pool's images.</summary>
    /// <exception cref="ArgumentException">The predictions are not of these images.</exception>
    /// <exception cref="WrongUseException">An image's probabilities are not finite, so that its vector must be broken; the message names it.</exception>
    public static IReadOnlyList<Pick> Query(
        QueryStrategy strategy, SamplingPool pool, Predictions predictions, SampleRequest request, CancellationToken cancel = default)
    {
        RefuseBroken(pool, predictions);
        return Choose(pool, request, PickReason.Strategy, count =>
        {
            var (utility, batch) = strategy.PartsFor(pool);
            var utilities = Of(utility).Compute(pool, predictions, request.Seed, cancel);
            return [.. Of(batch, utility, request.Batch).Choose(new Ranking(pool, predictions, utilities), count, request.Seed, cancel)
                .Select(place => (place, PickWhy.Of(utility, batch, utilities[place], predictions[place], pool.ClassIds)))];
        });
    }

    private static IStart Of(StartStrategy strategy) => strategy switch
    {
        StartStrategy.Random => new RandomStart(),
        StartStrategy.Centroid => new CentroidStart(),
        StartStrategy.Typical => new TypicalStart(),
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "No such start strategy."),
    };

    private static IUtility Of(UtilityKind utility) => utility switch
    {
        UtilityKind.Random => new RandomUtility(),
        UtilityKind.Entropy => new EntropyUtility(),
        UtilityKind.WorstBestScore => new WorstBestScoreUtility(),
        UtilityKind.Margin => new MarginUtility(),
        UtilityKind.Committee => new CommitteeUtility(),
        UtilityKind.ModelChange => new ModelChangeUtility(),
        UtilityKind.Typicality => new TypicalityUtility(),
        UtilityKind.None => new AllAlikeUtility(),
        _ => throw new ArgumentOutOfRangeException(nameof(utility), utility, "No such utility."),
    };

    /// <param name="size">Images of one batch; the picks of two batches do not mind each other, unless no utility tells them apart.</param>
    private static IBatch Of(BatchKind batch, UtilityKind utility, int size)
    {
        var ofAll = utility == UtilityKind.None;
        return batch switch
        {
            BatchKind.Top => new TopBatch(),
            BatchKind.Diverse => new BatchByBatch(new DiverseBatch(), size),
            BatchKind.Balanced => new BatchByBatch(new BalancedBatch(), size),
            BatchKind.KCentre => ofAll ? new KCentreBatch(ofAll) : new BatchByBatch(new KCentreBatch(ofAll), size),
            BatchKind.Badge => ofAll ? new BadgeBatch(ofAll) : new BatchByBatch(new BadgeBatch(ofAll), size),
            BatchKind.Apart => new BatchByBatch(new ApartBatch(), size),
            _ => throw new ArgumentOutOfRangeException(nameof(batch), batch, "No such batch."),
        };
    }

    /// <summary>Probabilities that one thread looks at in one go.</summary>
    private const int BlockValues = 1 << 16;

    private static void RefuseBroken(SamplingPool pool, Predictions predictions)
    {
        if (predictions.Count != pool.Count)
            throw new ArgumentException($"There are predictions of {predictions.Count} images, not of {pool.Count}.", nameof(predictions));

        // All at once, and one by one only to find the broken one.
        var whole = predictions.Count * predictions.ClassCount;
        var broken = 0;
        Parallel.For(0, (whole + BlockValues - 1) / BlockValues, BackgroundThreads.Loop(), block =>
        {
            var first = block * BlockValues;
            if (!TensorPrimitives.IsFiniteAll(predictions.Probabilities.Span.Slice(first, Math.Min(BlockValues, whole - first))))
                Volatile.Write(ref broken, 1);
        });
        for (var i = 0; broken != 0 && i < pool.Count; i++)
        {
            foreach (var p in predictions[i])
            {
                if (!float.IsFinite(p))
                    throw new WrongUseException($"Image {pool.ImageIds[i]} has the probability {p}: its feature vector is broken. Featurize the project anew.");
            }
        }
    }

    private static IReadOnlyList<Pick> Choose(SamplingPool pool, SampleRequest request, PickReason reason, Func<int, IReadOnlyList<(int Place, PickWhy Why)>> choose)
    {
        var count = Math.Min(request.Count, pool.Count);
        var arm = new AuditArm(request.AuditShare);

        // Drawn first and from the whole pool, so that no strategy has a say in what judges it; and by a seed of their
        // own, or under a random strategy the audit images would be its own first choices.
        var audits = new Queue<int>(SeededOrder.First(pool.ImageIds, ~request.Seed, arm.Among(count)));
        var taken = audits.ToHashSet();
        var others = new Queue<(int Place, PickWhy Why)>(choose(count).Where(c => !taken.Contains(c.Place)));

        var picks = new Pick[count];
        for (var rank = 0; rank < count; rank++)
        {
            if (arm.Holds(rank))
            {
                picks[rank] = new Pick(pool.ImageIds[audits.Dequeue()], PickReason.Audit) { Why = new PickWhy(PickCause.RandomCheck) };
                continue;
            }

            var (place, why) = others.Dequeue();
            picks[rank] = new Pick(pool.ImageIds[place], reason) { Why = why };
        }

        return picks;
    }
}
