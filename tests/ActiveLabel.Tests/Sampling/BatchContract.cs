using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Batch;

namespace ActiveLabel.Tests.Sampling;

/// <summary>What every batch promises that chooses among useful images.</summary>
public abstract class BatchContract : QueryContract
{
    private protected abstract IBatch Batch { get; }

    [Fact]
    public void Useless_images_wait_while_there_are_useful_ones()
    {
        var pool = Prepare(Pools.Make(200));
        var utilities = new double[200];
        for (var i = 0; i < 30; i++) utilities[i * 37 % 200] = 1;

        var picks = Batch.Choose(new Ranking(pool, Pools.Predict(pool), utilities), 3, 1, default);

        picks.Distinct().Count().ShouldBe(3);
        picks.ShouldAllBe(place => utilities[place] == 1);
    }

    [Fact]
    public void A_queue_of_several_batches_begins_with_what_one_alone_would_be()
    {
        var whole = Choose(Pools.Make(60), new SampleRequest(50, 0, 1) { Batch = 10 });

        whole.Count.ShouldBe(50);
        Choose(Pools.Make(60), new SampleRequest(10, 0, 1) { Batch = 10 }).ShouldBe(whole.Take(10));
    }

    /// <summary>Zero-based numbers of the first images that this batch picks.</summary>
    private protected int[] First(int count, SamplingPool pool, double[]? utilities = null, int seed = 1) =>
        [.. Batch.Choose(new Ranking(pool, Pools.Predict(pool), utilities ?? new double[pool.Count]), count, seed, default)];
}
