using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Batch;
using ActiveLabel.Core.Sampling.Utility;
using CsCheck;

namespace ActiveLabel.Tests.Sampling;

public sealed class TopBatchTests
{
    // Few different utilities, so that ties are the rule; signed zeros, which are equal; and what is no number.
    private static readonly double[] Few = [-1.5, -0.0, 0.0, 0.25, 0.5, 1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly Gen<double> Utility = Gen.Int[0, Few.Length - 1].Select(i => Few[i]);

    [Fact]
    public void The_first_of_many_are_those_that_sorting_all_puts_first() =>
        Gen.Select(Gen.OneOf(Utility, Gen.Double).Array[0, 700], Gen.Int[0, 800], Gen.Int).Sample((utilities, count, seed) =>
        {
            var pool = Pools.Make(utilities.Length);

            TopBatch.Choose(pool, utilities, count, seed, default).ShouldBe(BySortingAll(pool, utilities, seed).Take(count));
        });

    [Fact]
    public void Utilities_that_rise_or_fall_all_the_way_change_nothing()
    {
        const int Count = 20_000;
        var pool = Pools.Make(Count);
        double[] rising = [.. Enumerable.Range(0, Count).Select(i => (double)i)];
        double[] falling = [.. rising.Reverse()];

        TopBatch.Choose(pool, rising, 3, 1, default).ShouldBe([Count - 1, Count - 2, Count - 3]);
        TopBatch.Choose(pool, falling, 3, 1, default).ShouldBe([0, 1, 2]);
        TopBatch.Choose(pool, rising, 1000, 1, default).ShouldBe(BySortingAll(pool, rising, 1).Take(1000));
        TopBatch.Choose(pool, falling, 1000, 1, default).ShouldBe(BySortingAll(pool, falling, 1).Take(1000));
    }

    [Fact]
    public void The_utilities_of_a_large_pool_are_those_of_its_parts()
    {
        const int Count = 10_000;
        var pool = Pools.Make(Count);
        var predictions = Pools.Predict(pool);
        foreach (var utility in (RowUtility[])[new MarginUtility(), new EntropyUtility(), new WorstBestScoreUtility()])
        {
            var all = utility.Compute(pool, predictions, 1, default);

            all.Length.ShouldBe(Count);
            for (var i = 0; i < Count; i++)
            {
                all[i].ShouldBe(utility.Compute(pool, new Predictions(predictions[i].ToArray(), Pools.Classes), 1, default)[0]);
            }
        }
    }

    [Fact]
    public void The_margin_is_the_gap_of_the_two_best() => Gen.Float[0, 1].Array[1, 12].Sample(row =>
    {
        float[] sorted = [.. row.OrderDescending(), 0];

        new MarginUtility().Compute(Pools.Make(1), new Predictions(row, row.Length), 1, default)[0].ShouldBe(1.0 - (sorted[0] - sorted[1]));
    });

    [Fact]
    public void A_cancelled_choice_stops()
    {
        var pool = Pools.Make(10);
        var cancelled = new CancellationToken(canceled: true);

        Should.Throw<OperationCanceledException>(() => TopBatch.Choose(pool, new double[10], 3, 1, cancelled));
        Should.Throw<OperationCanceledException>(() => new MarginUtility().Compute(pool, Pools.Predict(pool), 1, cancelled));
    }

    private static int[] BySortingAll(SamplingPool pool, double[] utilities, int seed)
    {
        int[] places = [.. Enumerable.Range(0, pool.Count)];
        (double, ulong, long)[] keys = [.. places.Select(i => (-utilities[i], SeededOrder.Key(seed, pool.ImageIds[i]), pool.ImageIds[i]))];
        Array.Sort(keys, places);
        return places;
    }
}
