using ActiveLabel.Core;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Sampling;

public abstract class QueryContract : PickContract
{
    private protected abstract QueryStrategy Strategy { get; }

    private protected override PickReason Reason => PickReason.Strategy;

    private protected override IReadOnlyList<Pick> Choose(SamplingPool pool, SampleRequest request)
    {
        // Equal vectors get equal predictions, so that ties stay ties.
        var predictions = pool.Count > 1 && pool.Vectors.Row(0, []).SequenceEqual(pool.Vectors.Row(1, []))
            ? new Predictions(Enumerable.Repeat(1f / Pools.Classes, pool.Count * Pools.Classes).ToArray(), Pools.Classes)
            : Pools.Predict(pool);
        return Sampler.Query(Strategy, pool, predictions, request);
    }

    [Fact]
    public void Probabilities_that_are_not_numbers_are_refused_by_image()
    {
        var pool = Pools.Make(5);
        var broken = Pools.Predict(pool).Probabilities.ToArray();
        broken[7] = float.NaN;

        Should.Throw<WrongUseException>(() => Sampler.Query(Strategy, pool, new Predictions(broken, Pools.Classes), new SampleRequest(5, 0, 1)))
            .Message.ShouldContain($"Image {pool.ImageIds[2]} ");
    }

    [Fact]
    public void Predictions_of_other_images_are_refused() => Should.Throw<ArgumentException>(() =>
        Sampler.Query(Strategy, Pools.Make(5), Pools.Predict(Pools.Make(4)), new SampleRequest(5, 0, 1)));

    private protected long[] Order(params float[][] rows)
    {
        var pool = Pools.Make(rows.Length);
        var picks = Sampler.Query(Strategy, pool, new Predictions(rows.SelectMany(r => r).ToArray(), Pools.Classes), new SampleRequest(rows.Length, 0, 1));
        return [.. picks.Select(p => (p.ImageId - 1000) / 7)];
    }
}

public sealed class RandomQueryTests : QueryContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Random;

    [Fact]
    public void The_model_has_no_say()
    {
        var pool = Pools.Make(30);
        var request = new SampleRequest(30, 0, 4);

        Sampler.Query(QueryStrategy.Random, pool, Pools.Predict(pool, seed: 1), request)
            .ShouldBe(Sampler.Query(QueryStrategy.Random, pool, Pools.Predict(pool, seed: 2), request));
    }
}

public sealed class EntropyQueryTests : QueryContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Entropy;

    [Fact]
    public void Entropy_prefers_what_is_spread_most_evenly_over_all_classes() =>
        Order([1, 0, 0], [0.5f, 0.5f, 0], [0.4f, 0.3f, 0.3f], [0.9f, 0.05f, 0.05f]).ShouldBe([2, 1, 3, 0]);
}

public sealed class WorstBestScoreQueryTests : QueryContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.WorstBestScore;

    [Fact]
    public void Worst_best_score_prefers_the_lowest_best_probability() =>
        Order([0.5f, 0.5f, 0], [0.6f, 0.2f, 0.2f], [0.45f, 0.1f, 0.45f], [0.9f, 0.1f, 0]).ShouldBe([2, 0, 1, 3]);
}

public sealed class MarginQueryTests : QueryContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Margin;

    [Fact]
    public void Margin_prefers_the_closest_top_two() =>
        Order([0.5f, 0.3f, 0.2f], [0.5f, 0.5f, 0], [0.4f, 0.35f, 0.25f], [1, 0, 0]).ShouldBe([1, 2, 0, 3]);
}

public sealed class SamplerTests
{
    [Fact]
    public void An_image_cannot_be_in_a_pool_twice() =>
        Should.Throw<ArgumentException>(() => new SamplingPool([1, 2, 1], Pools.Make(3).Vectors, 2)).Message.ShouldContain("Image 1 ");

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void An_audit_share_is_a_share(double share) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Sampler.Start(StartStrategy.Random, Pools.Make(3), new SampleRequest(3, share, 1)));

    [Fact]
    public void Under_random_picking_the_audit_arm_is_drawn_apart()
    {
        var pool = Pools.Make(100);
        var picks = Sampler.Query(QueryStrategy.Random, pool, Pools.Predict(pool), new SampleRequest(100, 0, 8)).Select(p => p.ImageId).ToList();
        var audits = Sampler.Query(QueryStrategy.Random, pool, Pools.Predict(pool), new SampleRequest(20, 1, 8)).Select(p => p.ImageId).ToList();

        audits.ShouldNotBe(picks.Take(20));
    }
}
