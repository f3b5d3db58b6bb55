using ActiveLabel.Core.Changes;

namespace ActiveLabel.Tests.Changes;

public sealed class ChangeStepsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Steps_of_one_action_are_told_as_one_change_with_all_its_labels()
    {
        var joined = ChangeSteps.Join([Labels(13, 10, Noon), Labels(12, 25, Noon), Labels(11, 25, Noon)]);

        joined.ShouldHaveSingleItem().Id.ShouldBe(13);
        ChangeWords.Of(joined[0], _ => null).ShouldBe("corrected 60 labels by gallery");
    }

    [Fact]
    public void What_was_another_action_another_person_or_came_between_stays_apart()
    {
        Change[] changes =
        [
            Labels(9, 5, Noon.AddMilliseconds(1)), Labels(8, 25, Noon), Labels(7, 25, Noon) with { ActorName = "Bo" },
            Labels(6, 25, Noon), Change.By(Actor.Program, Noon, 1, ChangeKind.Settings, ChangeAct.Changed) with { Id = 5 }, Labels(4, 25, Noon),
        ];

        ChangeSteps.Join(changes).ShouldBe(changes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"Entries":3,"First":"9b2f6c1e-0000-4000-8000-000000000000"}""")]
    public void A_line_that_does_not_say_when_its_labels_were_made_stands_for_itself(string? after)
    {
        Change[] changes = [Labels(2, 25, Noon) with { After = after }, Labels(1, 25, Noon) with { After = after }];

        ChangeSteps.Join(changes).ShouldBe(changes);
    }

    private static Change Labels(long id, int entries, DateTimeOffset at) =>
        Change.By(
            Actor.Program, at.AddSeconds(id), 1, ChangeKind.Labels, ChangeAct.Changed, subject: null, before: null,
            $$"""{"Entries":{{entries}},"Source":"Gallery","First":"{{Guid.CreateVersion7(at)}}","Last":"{{Guid.CreateVersion7(at)}}"}""") with
        { Id = id };
}
