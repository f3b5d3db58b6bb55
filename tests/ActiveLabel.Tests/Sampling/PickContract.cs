using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Sampling;

/// <summary>What every start and every query strategy promises. A new one adds a class that inherits this.</summary>
public abstract class PickContract
{
    /// <summary>The strategy under test, on a pool with predictions drawn by the pool's own size where it needs any.</summary>
    private protected abstract IReadOnlyList<Pick> Choose(SamplingPool pool, SampleRequest request);

    private protected abstract PickReason Reason { get; }

    [Fact]
    public void Picks_are_distinct_and_of_the_pool() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 80], Gen.Double[0, 1], Gen.Int).Sample((size, count, share, seed) =>
        {
            var pool = Pools.Make(size);
            var picks = Choose(pool, new SampleRequest(count, share, seed));

            picks.Count.ShouldBe(Math.Min(count, size));
            picks.Select(p => p.ImageId).ShouldBeUnique();
            picks.ShouldAllBe(p => pool.ImageIds.Contains(p.ImageId));
        });

    [Fact]
    public void The_same_seed_gives_the_same_order()
    {
        var pool = Pools.Make(50);

        var first = Choose(pool, new SampleRequest(50, 0.2, 17));

        first.Count.ShouldBe(50);
        Choose(pool, new SampleRequest(50, 0.2, 17)).ShouldBe(first);
    }

    [Fact]
    public void The_order_of_the_pool_does_not_matter_to_random_choices()
    {
        var pool = Pools.Make(50);
        var audits = Audits(pool);

        var reversed = new SamplingPool([.. pool.ImageIds.Reverse()], pool.Vectors with { Numbers = [.. pool.Vectors.Numbers.Reverse()] }, pool.ClassCount);

        audits.Count.ShouldBe(10);
        Audits(reversed).ShouldBe(audits);

        List<long> Audits(SamplingPool p) =>
            [.. Choose(p, new SampleRequest(40, 0.25, 3)).Where(k => k.Reason == PickReason.Audit).Select(k => k.ImageId)];
    }

    [Fact]
    public void An_empty_pool_gives_no_picks() => Choose(Pools.Make(0), new SampleRequest(10, 0.5, 1)).ShouldBeEmpty();

    [Fact]
    public void A_pool_of_one_gives_that_one()
    {
        var pool = Pools.Make(1);

        Choose(pool, new SampleRequest(10, 0, 1)).Select(p => (p.ImageId, p.Reason)).ShouldBe([(pool.ImageIds[0], Reason)]);
    }

    [Fact]
    public void Every_pick_tells_why_and_an_audit_pick_that_it_is_a_random_check()
    {
        var picks = Choose(Pools.Make(60), new SampleRequest(40, 0.25, 1) { Batch = 10 });

        picks.Count.ShouldBe(40);
        picks.ShouldAllBe(p => p.Why.Cause != PickCause.NotTold && (p.Reason == PickReason.Audit) == (p.Why.Cause == PickCause.RandomCheck));
    }

    [Fact]
    public void Audit_picks_are_their_share_and_evenly_spread()
    {
        var picks = Choose(Pools.Make(300), new SampleRequest(200, 0.1, 5));

        picks.Count(p => p.Reason == PickReason.Audit).ShouldBe(20);
        picks.Count(p => p.Reason == Reason).ShouldBe(180);
        foreach (var ten in picks.Chunk(10))
        {
            ten.Count(p => p.Reason == PickReason.Audit).ShouldBe(1);
        }
    }

    [Fact]
    public void Audit_picks_are_as_likely_to_be_any_image()
    {
        var pool = Pools.Make(40);
        var drawn = new Dictionary<long, int>();
        for (var seed = 0; seed < 400; seed++)
        {
            foreach (var pick in Choose(pool, new SampleRequest(10, 0.5, seed)).Where(p => p.Reason == PickReason.Audit))
            {
                drawn[pick.ImageId] = drawn.GetValueOrDefault(pick.ImageId) + 1;
            }
        }

        // 400 draws of 5 of 40 images: 50 each on average, with a deviation of 6.6.
        drawn.Count.ShouldBe(40);
        drawn.Values.ShouldAllBe(n => n > 20 && n < 85);
    }

    [Fact]
    public void Images_all_alike_come_in_an_order_of_the_seed()
    {
        var pool = Pools.Of(new float[30 * Pools.Length]);

        var orders = Enumerable.Range(0, 5).Select(seed => string.Join(",", Choose(pool, new SampleRequest(30, 0, seed)).Select(p => p.ImageId))).ToList();

        orders.ShouldBeUnique();
    }
}
