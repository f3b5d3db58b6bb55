using System.Text.Json;
using ActiveLabel.Core;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Tests.Sampling;

public sealed class QueryStrategyTests
{
    public static TheoryData<string> Combinations => [.. QueryStrategy.All.Select(s => s.ToString())];

    [Fact]
    public void There_are_all_combinations_each_with_a_name_of_its_own_that_a_database_has_room_for()
    {
        // Seven utilities with six batches, two batches alone, and the default.
        QueryStrategy.All.Count.ShouldBe((7 * 6) + 2 + 1);
        QueryStrategy.All.ShouldBeUnique();
        QueryStrategy.All.Select(s => s.ToString()).ShouldBeUnique();
        QueryStrategy.All.ShouldAllBe(s => s.ToString().Length <= 30);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Every_combination_reads_what_it_writes_and_picks_what_was_asked_for(string name)
    {
        var strategy = QueryStrategy.Parse(name);
        strategy.ToString().ShouldBe(name);
        JsonSerializer.Deserialize<QueryStrategy>(JsonSerializer.Serialize(strategy)).ShouldBe(strategy);

        var pool = Pools.Make(80);
        var picks = Sampler.Query(strategy, Pools.For(strategy, pool), Pools.Predict(pool), new SampleRequest(40, 0.1, 1) { Batch = 10 });

        picks.Count.ShouldBe(40);
        picks.Select(p => p.ImageId).ShouldBeUnique();
    }

    [Theory]
    [InlineData("margin", "margin")]
    [InlineData(" Margin + Diverse ", "margin+diverse")]
    [InlineData("margin+top", "margin")]
    [InlineData("entropy+kcentre", "entropy+k-centre")]
    [InlineData("BADGE", "badge")]
    [InlineData("Default", "default")]
    [InlineData("WorstBestScore", "worst-best-score")]
    public void Capitals_spaces_and_hyphens_do_not_matter_so_that_what_older_versions_stored_is_read(string written, string meant) =>
        QueryStrategy.Parse(written).ToString().ShouldBe(meant);

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("guess")]
    [InlineData("margin+")]
    [InlineData("margin+guess")]
    [InlineData("diverse")]
    [InlineData("top")]
    [InlineData("+badge")]
    [InlineData("default+badge")]
    [InlineData("margin+badge+top")]
    public void What_there_is_not_is_refused_with_what_there_is(string name)
    {
        var message = Should.Throw<WrongUseException>(() => QueryStrategy.Parse(name)).Message;

        message.ShouldContain($"'{name}'");
        foreach (var known in new[] { "default", "random", "committee", "model-change", "balanced", "k-centre", "badge" }) message.ShouldContain(known);
    }

    [Fact]
    public void A_batch_that_needs_a_utility_does_not_go_alone() =>
        Should.Throw<ArgumentException>(() => QueryStrategy.Of(UtilityKind.None, BatchKind.Diverse));

    [Fact]
    public void Only_what_a_strategy_asks_for_is_made()
    {
        Asks("margin").ShouldBe((false, false));
        Asks("random").ShouldBe((false, false));
        Asks("margin+diverse").ShouldBe((true, false));
        Asks("default").ShouldBe((true, false));
        Asks("badge").ShouldBe((false, true));
        Asks("committee+apart").ShouldBe((true, true));

        static (bool, bool) Asks(string name) => (QueryStrategy.Parse(name).LooksAround, QueryStrategy.Parse(name).LooksAtLesson);
    }
}
