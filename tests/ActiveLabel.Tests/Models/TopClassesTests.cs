using ActiveLabel.Core.Models;

namespace ActiveLabel.Tests.Models;

public sealed class TopClassesTests
{
    [Fact]
    public void The_most_probable_come_first_and_only_those_that_are_probable_enough()
    {
        TopClasses.Of([0.1f, 0.6f, 0.05f, 0.25f], most: 5, least: 0.1f)
            .ShouldBe([new(1, 0.6f), new(3, 0.25f), new(0, 0.1f)]);
    }

    [Fact]
    public void No_more_are_told_than_were_asked_for_and_equals_keep_their_order()
    {
        TopClasses.Of([0.25f, 0.25f, 0.25f, 0.25f], most: 2, least: 0).ShouldBe([new(0, 0.25f), new(1, 0.25f)]);
    }

    [Fact]
    public void What_is_no_number_is_no_class()
    {
        TopClasses.Of([float.NaN, float.NaN], most: 2, least: 0).ShouldBeEmpty();
        TopClasses.Of([], most: 2, least: 0).ShouldBeEmpty();
    }
}
