using ActiveLabel.Core;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Tests.Sampling;

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
