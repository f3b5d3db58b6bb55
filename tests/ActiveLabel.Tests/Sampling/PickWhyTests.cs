using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Tests.Sampling;

public sealed class PickWhyTests
{
    [Theory]
    [InlineData("margin")]
    [InlineData("entropy+balanced")]
    [InlineData("worst-best-score+k-centre")]
    public void Where_the_model_is_in_doubt_the_two_likeliest_classes_are_named_by_their_ids(string strategy)
    {
        Why(strategy, [0.1f, 0.5f, 0.4f]).ShouldBe(new PickWhy(PickCause.UnsureBetween, 31, 32));
        Why(strategy, [0.4f, 0.2f, 0.4f]).ShouldBe(new PickWhy(PickCause.UnsureBetween, 30, 32));
        Why(strategy, [0.3f, 0.6f, 0.1f]).ShouldBe(new PickWhy(PickCause.UnsureBetween, 31, 30));
    }

    [Fact]
    public void Nobody_is_told_of_doubt_where_the_model_has_little() =>
        Why("margin", [0.05f, 0.9f, 0.05f]).ShouldBe(new PickWhy(PickCause.LessSure));

    [Theory]
    [InlineData("random", PickCause.Drawn)]
    [InlineData("random+k-centre", PickCause.Differs)]
    [InlineData("committee+balanced", PickCause.CommitteeDisagrees)]
    [InlineData("model-change", PickCause.ChangesModel)]
    [InlineData("badge", PickCause.Differs)]
    public void Other_strategies_tell_their_own_cause(string strategy, PickCause cause) => Why(strategy, [0.1f, 0.5f, 0.4f]).ShouldBe(new PickWhy(cause));

    [Fact]
    public void The_default_asks_for_typical_images_first_and_then_for_doubtful_ones()
    {
        var pool = Pools.Make(30);
        var many = DefaultQueryTests.Surrounded(pool, [.. Enumerable.Range(0, 30).Select(i => -1L - i)]);

        First(DefaultQueryTests.Surrounded(pool, [])).ShouldBe(PickCause.TypicalOfUnseen);
        First(many).ShouldBe(PickCause.UnsureBetween);

        static PickCause First(SamplingPool pool) =>
            Sampler.Query(QueryStrategy.Default, pool, Pools.PredictNothing(pool), new SampleRequest(1, 0, 1))[0].Why.Cause;
    }

    [Fact]
    public void A_centroid_start_tells_what_stands_for_a_group_from_what_was_drawn_to_fill_up()
    {
        var picks = Sampler.Start(StartStrategy.Centroid, Pools.Make(40), new SampleRequest(20, 0, 1));

        picks.Take(6).ShouldAllBe(p => p.Why.Cause == PickCause.StandsForGroup);
        picks.Skip(6).ShouldAllBe(p => p.Why.Cause == PickCause.Drawn);
    }

    private static PickWhy Why(string name, float[] probabilities)
    {
        var strategy = QueryStrategy.Parse(name);
        var pool = Pools.For(strategy, Pools.Make(1)) with { ClassIds = [30, 31, 32] };
        return Sampler.Query(strategy, pool, new Predictions(probabilities, 3), new SampleRequest(1, 0, 1)).Single().Why;
    }
}
