using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Tests.Rounds;

public sealed class ServedAuditTests
{
    [Fact]
    public async Task Of_what_people_are_given_the_audit_arm_has_its_share_though_each_round_reorders_what_the_last_one_left()
    {
        await using var world = await World.CreateAsync(pool: 200, policy: new() { AuditShare = 0.2, BatchSize = 10 });
        var served = new List<Lease>();

        for (var round = 0; round < 8; round++)
        {
            await world.Engine().RunAsync(world.Project.Id, default);
            served.AddRange(await world.LabelAsync(10));
        }

        served.ShouldAllBe(lease => lease.Round > 0);
        served.Select(lease => lease.Round).Distinct().Count().ShouldBe(8, "each round reorders the queue for the next image");
        served.Count(lease => lease.Reason == PickReason.Audit).ShouldBe(16);
    }
}
