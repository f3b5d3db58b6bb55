using ActiveLabel.Core.People;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.People;

public sealed class PracticeMasteryTests
{
    private static readonly long[] Three = [1, 2, 3];

    [Fact]
    public void Nobody_has_passed_before_the_first_answer() =>
        PracticeMastery.Measure([], Three, 15).Passed.ShouldBeFalse();

    [Fact]
    public void A_goal_of_zero_or_nothing_to_practise_on_opens_labelling_at_once()
    {
        PracticeMastery.Measure([], Three, 0).Passed.ShouldBeTrue();
        PracticeMastery.Measure([], [], 15).Passed.ShouldBeTrue();
    }

    [Fact]
    public void The_fifteenth_right_answer_passes_and_the_fourteenth_does_not()
    {
        PracticeMastery.Measure(AllRight(14), Three, 15).Passed.ShouldBeFalse();
        PracticeMastery.Measure(AllRight(15), Three, 15).Passed.ShouldBeTrue();
    }

    [Fact]
    public void One_class_never_answered_right_does_not_pass()
    {
        var answers = Enumerable.Range(0, 30).Select(i => Answer(i, right: 1 + (i % 2), given: 1 + (i % 2)));

        var progress = PracticeMastery.Measure(answers, Three, 15);

        progress.Right.ShouldBe(30);
        progress.RightOf[3].ShouldBe(0);
        progress.Passed.ShouldBeFalse();
    }

    [Fact]
    public void Four_of_each_class_are_asked_for_or_fewer_where_classes_are_many()
    {
        PracticeMastery.Measure([], Three, 15).GoalPerClass.ShouldBe(4);
        PracticeMastery.Measure([], [1, 2, 3, 4, 5, 6, 7, 8], 15).GoalPerClass.ShouldBe(1);
    }

    [Fact]
    public void Three_wrong_among_the_last_ten_do_not_pass_and_two_do()
    {
        var start = AllRight(12).ToList();

        PracticeMastery.Measure([.. start, .. Wrong(3), .. AllRight(3)], Three, 15).Passed.ShouldBeFalse();
        PracticeMastery.Measure([.. start, .. Wrong(2), .. AllRight(3)], Three, 15).Passed.ShouldBeTrue();
    }

    [Fact]
    public void Who_has_passed_stays_passed() =>
        PracticeMastery.Measure([.. AllRight(15), .. Wrong(10)], Three, 15).Passed.ShouldBeTrue();

    [Fact]
    public void An_answer_about_a_class_that_cannot_be_practised_any_more_still_counts_in_all()
    {
        var progress = PracticeMastery.Measure([Answer(0, right: 9, given: 9)], Three, 15);

        progress.Right.ShouldBe(1);
        progress.RightOf.Keys.ShouldBe(Three, ignoreOrder: true);
    }

    [Fact]
    public void More_right_answers_never_take_a_pass_away() =>
        Gen.Select(Gen.Long[1, 3], Gen.Long[1, 3]).List[0, 60].Sample(given =>
        {
            var answers = given.Select((pair, i) => Answer(i, pair.Item1, pair.Item2)).ToList();
            if (PracticeMastery.Measure(answers, Three, 9).Passed)
                PracticeMastery.Measure([.. answers, Answer(99, 1, 1)], Three, 9).Passed.ShouldBeTrue();
        });

    internal static PracticeAnswer Answer(long image, long right, long given) =>
        new(Guid.NewGuid(), ProjectId: 1, PersonId: 1, image, given, right, DateTimeOffset.UnixEpoch);

    private static IEnumerable<PracticeAnswer> AllRight(int count) =>
        Enumerable.Range(0, count).Select(i => Answer(i, 1 + (i % 3), 1 + (i % 3)));

    private static IEnumerable<PracticeAnswer> Wrong(int count) =>
        Enumerable.Range(0, count).Select(i => Answer(i, 1, 2));
}
