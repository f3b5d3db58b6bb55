using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.People;

public sealed class PracticeMasteryTests
{
    private static readonly Dictionary<long, int> Three = new() { [1] = 50, [2] = 50, [3] = 50 };

    private static readonly MasteryRule Old = new(Goal: 15, PerClass: 4, Window: 10, Share: 0.8);

    private static readonly Gen<MasteryRule> Rules =
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 8], Gen.Int[1, 30], Gen.Int[50, 100]).Select((goal, each, window, percent) => new MasteryRule(goal, each, window, percent / 100.0));

    [Fact]
    public void A_policy_of_an_older_version_asks_for_four_of_each_class_and_four_in_five_of_the_last_ten() =>
        MasteryRule.Of(new ProjectPolicy { PracticeGoal = 15, PracticePerClass = 0, PracticeWindow = 0, PracticeShare = 0 }).ShouldBe(Old);

    [Fact]
    public void A_new_project_asks_for_fifteen_right_four_of_each_class_and_nine_in_ten_of_the_last_twenty() =>
        MasteryRule.Of(new ProjectPolicy()).ShouldBe(new MasteryRule(15, 4, 20, 0.9));

    [Fact]
    public void Nobody_has_passed_before_the_first_answer() => Measure([]).Passed.ShouldBeFalse();

    [Fact]
    public void A_goal_of_zero_or_nothing_to_practise_on_opens_labelling_at_once()
    {
        Measure([], Old with { Goal = 0 }).Passed.ShouldBeTrue();
        PracticeMastery.Measure([], new Dictionary<long, int>(), Old).Passed.ShouldBeTrue();
    }

    [Fact]
    public void The_fifteenth_right_answer_passes_and_the_fourteenth_does_not()
    {
        Measure(AllRight(14)).Passed.ShouldBeFalse();
        Measure(AllRight(15)).Passed.ShouldBeTrue();
    }

    [Fact]
    public void One_class_never_answered_right_does_not_pass()
    {
        var answers = Enumerable.Range(0, 30).Select(i => Answer(i, right: 1 + (i % 2), given: 1 + (i % 2)));

        var progress = Measure(answers);

        progress.Right.ShouldBe(30);
        progress.RightOf[3].ShouldBe(0);
        progress.Passed.ShouldBeFalse();
    }

    [Fact]
    public void Fewer_of_each_class_are_asked_for_where_the_classes_are_many() =>
        Old.Within(Enumerable.Range(1, 8).ToDictionary(id => (long)id, _ => 20)).Of.Values.ShouldAllBe(asked => asked == 1);

    [Fact]
    public void Nobody_is_asked_for_more_right_answers_than_there_are_images_in_all_and_of_each_class()
    {
        var asked = Old.Within(new Dictionary<long, int> { [1] = 9, [2] = 2, [3] = 1 });

        asked.Goal.ShouldBe(12);
        asked.Of.ShouldBe(new Dictionary<long, int> { [1] = 4, [2] = 2, [3] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void Three_wrong_among_the_last_ten_do_not_pass_and_two_do()
    {
        var start = AllRight(12).ToList();

        Measure([.. start, .. Wrong(3), .. AllRight(3)]).Passed.ShouldBeFalse();
        Measure([.. start, .. Wrong(2), .. AllRight(3)]).Passed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0.55, 20, 9)]
    [InlineData(0.7, 10, 3)]
    [InlineData(0.9, 20, 2)]
    [InlineData(1, 20, 0)]
    public void Exactly_the_share_of_the_window_is_enough_and_one_wrong_more_is_not(double share, int window, int wrong)
    {
        var rule = new MasteryRule(30, 1, window, share);
        Measure([.. Wrong(60), .. AllRight(29), .. Wrong(wrong), .. AllRight(window - wrong)], rule).Passed.ShouldBeTrue();
        Measure([.. Wrong(60), .. AllRight(29), .. Wrong(wrong + 1), .. AllRight(window - wrong - 1)], rule with { Goal = 29 + window - wrong - 1 }).Passed.ShouldBeFalse();
    }

    [Fact]
    public void Who_has_passed_stays_passed_and_since_when_is_known()
    {
        var progress = Measure([.. AllRight(15), .. Wrong(10)]);

        progress.Passed.ShouldBeTrue();
        progress.PassedAt.ShouldBe(DateTimeOffset.UnixEpoch.AddMinutes(14));
    }

    [Fact]
    public void Who_passed_by_the_rule_of_that_time_stays_passed_under_a_stricter_one() =>
        Measure([.. AllRight(4), Answer(5, 1, 1) with { Passes = true }], Old with { Goal = 100 }).Passed.ShouldBeTrue();

    [Fact]
    public void Answers_to_hidden_images_count_neither_way()
    {
        var hidden = AllRight(15).Select(a => a with { Source = GoldSource.Hidden }).ToList();

        Measure(hidden).Answered.ShouldBe(0);
        Measure([.. AllRight(15), .. hidden.Select(a => a with { IsSkip = true })]).RecentCount.ShouldBe(10);
    }

    [Fact]
    public void An_answer_about_a_class_that_cannot_be_practised_any_more_still_counts_in_all()
    {
        var progress = Measure([Answer(0, right: 9, given: 9)]);

        progress.Right.ShouldBe(1);
        progress.RightOf.Keys.ShouldBe(Three.Keys, ignoreOrder: true);
    }

    [Fact]
    public void More_answers_never_take_a_pass_away() =>
        Gen.Select(Rules, Gen.Select(Gen.Long[1, 3], Gen.Long[1, 3]).List[0, 60]).Sample((rule, given) =>
        {
            var answers = given.Select((pair, i) => Answer(i, pair.Item1, pair.Item2)).ToList();
            if (Measure(answers, rule).Passed)
                Measure([.. answers, Answer(99, 1, 2)], rule).Passed.ShouldBeTrue();
        });

    [Fact]
    public void Whatever_the_rule_and_however_few_the_images_who_always_answers_right_passes() =>
        Gen.Select(Rules, Gen.Int[1, 12].Array[1, 9]).Sample((rule, counts) =>
        {
            var images = counts.SelectMany((count, k) => Enumerable.Range(0, count).Select(n => new PracticeImage((k * 100) + n, k))).ToList();
            var imagesOf = images.CountBy(i => i.ClassId).ToDictionary();
            var answers = new List<PracticeAnswer>();
            while (!PracticeMastery.Measure(answers, imagesOf, rule).Passed)
            {
                answers.Count.ShouldBeLessThan(400, "labelling must not stay locked for ever");
                var next = PracticePicker.Next(images, answers, seed: 2017)!.Value;
                answers.Add(Answer(next.ImageId, next.ClassId, next.ClassId));
            }
        }, iter: 100);

    private static PracticeProgress Measure(IEnumerable<PracticeAnswer> answers, MasteryRule? rule = null) =>
        PracticeMastery.Measure(answers, Three, rule ?? Old);

    internal static PracticeAnswer Answer(long image, long right, long given) =>
        new(Guid.NewGuid(), ProjectId: 1, PersonId: 1, image, given, right, DateTimeOffset.UnixEpoch);

    private static IEnumerable<PracticeAnswer> AllRight(int count) =>
        Enumerable.Range(0, count).Select(i => Answer(i, 1 + (i % 3), 1 + (i % 3)) with { At = DateTimeOffset.UnixEpoch.AddMinutes(i) });

    private static IEnumerable<PracticeAnswer> Wrong(int count) =>
        Enumerable.Range(0, count).Select(i => Answer(i, 1, 2));
}
