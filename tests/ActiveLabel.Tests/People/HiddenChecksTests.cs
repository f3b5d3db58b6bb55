using ActiveLabel.Core.People;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.People;

public sealed class HiddenChecksTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(30);

    private static readonly PracticeImage[] Gold = [.. Enumerable.Range(1, 60).Select(id => new PracticeImage(id, id % 3))];

    private static readonly HashSet<long> Nothing = [];

    [Fact]
    public void A_share_of_zero_checks_nobody() =>
        Enumerable.Range(0, 1000).ShouldAllBe(place => !HiddenChecks.IsCheck(2017, 1, place, 0));

    [Fact]
    public void The_share_is_kept_to_within_one_check_at_every_place() =>
        Gen.Select(Gen.Int, Gen.Long[1, 1000], Gen.Int[1, 20]).Sample((seed, person, percent) =>
        {
            var (share, checks) = (percent / 100.0, 0);
            for (var place = 0; place < 400; place++)
            {
                checks += HiddenChecks.IsCheck(seed, person, place, share) ? 1 : 0;
                ((double)checks).ShouldBeInRange(((place + 1) * share) - 1.01, ((place + 1) * share) + 1.01);
            }
        }, iter: 200);

    [Fact]
    public void Two_people_are_not_checked_at_the_same_places()
    {
        var one = Places(person: 1);

        one.ShouldNotBeEmpty();
        one.ShouldNotBe(Places(person: 2));
        one.Zip(one.Skip(1), (a, b) => b - a).Distinct().Count().ShouldBeGreaterThan(3, "nobody can count to the next one");

        static List<int> Places(long person) => [.. Enumerable.Range(0, 500).Where(place => HiddenChecks.IsCheck(2017, person, place, 0.1))];
    }

    [Fact]
    public void The_same_answers_give_the_same_image_again() =>
        Gen.Select(Gen.Int, Gen.Long[1, 99]).Sample((seed, person) =>
            HiddenChecks.Next(Gold, [], Nothing, Now, seed, person).ShouldBe(HiddenChecks.Next(Gold, [], Nothing, Now, seed, person)));

    [Fact]
    public void No_image_comes_again_before_twenty_others_and_all_come_before_any_comes_twice()
    {
        var answers = new List<PracticeAnswer>();
        while (answers.Count < 180)
        {
            var next = HiddenChecks.Next(Gold, answers, Nothing, Now, 2017, 1)!.Value;
            answers.TakeLast(HiddenChecks.Apart).ShouldNotContain(a => a.ImageId == next.ImageId);
            answers.Add(Hidden(next.ImageId));
        }

        answers.CountBy(a => a.ImageId).ShouldAllBe(pair => pair.Value == 3);
    }

    [Fact]
    public void With_few_gold_images_there_is_rather_no_check_than_the_same_one_soon()
    {
        PracticeImage[] few = [.. Gold.Take(3)];
        PracticeAnswer[] answers = [.. few.Select(i => Hidden(i.ImageId))];

        HiddenChecks.Next(few, answers, Nothing, Now, 2017, 1).ShouldBeNull();
    }

    [Fact]
    public void What_the_person_had_in_practice_today_is_left_out_and_comes_later()
    {
        PracticeImage[] two = [.. Gold.Take(2)];
        PracticeAnswer[] answers = [PracticeMasteryTests.Answer(1, 1, 1) with { At = Now.AddHours(-1) }];

        HiddenChecks.Next(two, answers, Nothing, Now, 2017, 1)!.Value.ImageId.ShouldBe(2);
        HiddenChecks.Next([two[0]], answers, Nothing, Now, 2017, 1).ShouldBeNull();
        HiddenChecks.Next([two[0]], answers, Nothing, Now + HiddenChecks.Fresh, 2017, 1)!.Value.ImageId.ShouldBe(1);
    }

    [Fact]
    public void What_is_in_a_hand_already_is_left_out() =>
        HiddenChecks.Next([.. Gold.Take(2)], [], new HashSet<long> { 1 }, Now, 2017, 1)!.Value.ImageId.ShouldBe(2);

    private static PracticeAnswer Hidden(long image) =>
        PracticeMasteryTests.Answer(image, 1, 1) with { Source = GoldSource.Hidden, At = Now.AddDays(-1) };
}
