using ActiveLabel.Core.Sampling;
using ActiveLabel.Core.Sampling.Utility;

namespace ActiveLabel.Tests.Sampling;

/// <summary>What every utility promises, with the batch that takes the most useful.</summary>
public abstract class UtilityContract : QueryContract
{
    private protected abstract IUtility Utility { get; }

    [Fact]
    public void Higher_is_sooner()
    {
        var pool = Prepare(Pools.Make(100));
        var utilities = Utility.Compute(pool, Pools.Predict(pool), 3, default);
        var places = pool.ImageIds.Index().ToDictionary(i => i.Item, i => i.Index);

        var picked = Choose(pool, new SampleRequest(100, 0, 3)).Select(p => utilities[places[p.ImageId]]).ToArray();

        picked.Length.ShouldBe(100);
        picked.ShouldBeInOrder(SortDirection.Descending);
        picked.Distinct().Count().ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_utility_is_a_finite_number_whatever_the_model_says()
    {
        var pool = Prepare(Pools.Make(30));
        var sure = new float[30 * Pools.Classes];
        for (var i = 0; i < 30; i++) sure[i * Pools.Classes] = 1;

        var utilities = Utility.Compute(pool, new(sure, Pools.Classes), 1, default);

        utilities.Length.ShouldBe(30);
        utilities.ShouldAllBe(u => double.IsFinite(u));
    }
}
