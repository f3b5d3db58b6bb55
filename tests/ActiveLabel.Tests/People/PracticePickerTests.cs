using ActiveLabel.Core.People;
using CsCheck;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.People;

public sealed class PracticePickerTests
{
    /// <summary>Class 1 has forty images, classes 2 and 3 have ten each.</summary>
    private static readonly PracticeImage[] Images =
        [.. Enumerable.Range(1, 60).Select(id => new PracticeImage(id, id <= 40 ? 1 : id <= 50 ? 2 : 3))];

    [Fact]
    public void Nothing_to_practise_on_picks_nothing() => PracticePicker.Next([], [], 1).ShouldBeNull();

    [Fact]
    public void The_only_image_follows_itself() =>
        PracticePicker.Next([new(7, 1)], [PracticeMasteryTests.Answer(7, 1, 1)], 1)!.Value.ImageId.ShouldBe(7);

    [Fact]
    public void The_same_answers_and_seed_pick_the_same_image_again() =>
        Gen.Int.Sample(seed => PracticePicker.Next(Images, [], seed).ShouldBe(PracticePicker.Next(Images, [], seed)));

    [Fact]
    public void Classes_come_evenly_whatever_their_number_of_images()
    {
        var answers = Practise(60, image => image.ClassId);

        answers.CountBy(a => a.RightClassId).ShouldAllBe(pair => pair.Value >= 15 && pair.Value <= 25);
    }

    [Fact]
    public void Classes_that_are_confused_come_more_often()
    {
        var answers = Practise(90, image => image.ClassId == 1 ? 1 : 5 - image.ClassId);

        answers.Count(a => a.RightClassId == 1).ShouldBeLessThan(26);
    }

    [Fact]
    public void No_image_follows_itself_and_none_comes_back_before_its_class_is_through()
    {
        var answers = Practise(30, image => image.ClassId);

        answers.Zip(answers.Skip(1)).ShouldAllBe(pair => pair.First.ImageId != pair.Second.ImageId);
        answers.Where(a => a.RightClassId == 1).CountBy(a => a.ImageId).ShouldAllBe(pair => pair.Value == 1);
    }

    [Fact]
    public void Classes_that_the_model_gets_wrong_come_more_often_and_the_others_still_come()
    {
        var answers = Practise(90, image => image.ClassId, new Dictionary<long, double> { [2] = 1 });

        answers.Count(a => a.RightClassId == 2).ShouldBeInRange(38, 60);
        answers.Count(a => a.RightClassId == 1).ShouldBeGreaterThan(12);
    }

    private static List<PracticeAnswer> Practise(int count, Func<PracticeImage, long> give, Dictionary<long, double>? modelWrongOf = null)
    {
        var answers = new List<PracticeAnswer>();
        while (answers.Count < count)
        {
            var image = PracticePicker.Next(Images, answers, seed: 2017, modelWrongOf)!.Value;
            answers.Add(PracticeMasteryTests.Answer(image.ImageId, image.ClassId, give(image)));
        }

        return answers;
    }
}
