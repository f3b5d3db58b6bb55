using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Utility;

namespace ActiveLabel.Tests.Sampling;

public sealed class RandomQueryTests : UtilityContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Random;

    private protected override IUtility Utility => new RandomUtility();

    [Fact]
    public void The_model_has_no_say()
    {
        var pool = Pools.Make(30);
        var request = new SampleRequest(30, 0, 4);

        Sampler.Query(QueryStrategy.Random, pool, Pools.Predict(pool, seed: 1), request)
            .ShouldBe(Sampler.Query(QueryStrategy.Random, pool, Pools.Predict(pool, seed: 2), request));
    }
}

public sealed class EntropyQueryTests : UtilityContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Entropy;

    private protected override IUtility Utility => new EntropyUtility();

    [Fact]
    public void Entropy_prefers_what_is_spread_most_evenly_over_all_classes() =>
        Order([1, 0, 0], [0.5f, 0.5f, 0], [0.4f, 0.3f, 0.3f], [0.9f, 0.05f, 0.05f]).ShouldBe([2, 1, 3, 0]);
}

public sealed class WorstBestScoreQueryTests : UtilityContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.WorstBestScore;

    private protected override IUtility Utility => new WorstBestScoreUtility();

    [Fact]
    public void Worst_best_score_prefers_the_lowest_best_probability() =>
        Order([0.5f, 0.5f, 0], [0.6f, 0.2f, 0.2f], [0.45f, 0.1f, 0.45f], [0.9f, 0.1f, 0]).ShouldBe([2, 0, 1, 3]);
}

public sealed class MarginQueryTests : UtilityContract
{
    private protected override QueryStrategy Strategy => QueryStrategy.Margin;

    private protected override IUtility Utility => new MarginUtility();

    [Fact]
    public void Margin_prefers_the_closest_top_two() =>
        Order([0.5f, 0.3f, 0.2f], [0.5f, 0.5f, 0], [0.4f, 0.35f, 0.25f], [1, 0, 0]).ShouldBe([1, 2, 0, 3]);
}
