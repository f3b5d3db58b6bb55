using ActiveLabel.Core.Labels;

namespace ActiveLabel.Tests.Labels;

public sealed class LabelReadingTests
{
    private static readonly ReadLabel[] Mixed = [Label(1, 5, countsAs: 5), Label(2, 6, countsAs: 5), Label(3, 7, countsAs: null)];

    [Fact]
    public void Labels_of_a_merged_class_name_the_class_that_they_count_as() =>
        LabelReading.Of(Mixed).Entries.Select(e => (e.PersonId, e.ClassId)).ShouldBe([(1, 5), (2, 5)]);

    [Fact]
    public void Who_corrected_to_a_class_that_is_gone_has_said_nothing_and_others_still_have()
    {
        var reading = LabelReading.Of([Label(1, 5, 5), Label(2, 5, 5), Label(1, 7, countsAs: null)]);

        reading.Entries.ShouldHaveSingleItem().PersonId.ShouldBe(2);
        ImageStanding.Of(reading.Entries).ShouldBe(new ImageStanding(new Answer(5, Audit: false, LabelSource.LabelPage), Opinions: 1, IsPoor: false));
    }

    [Fact]
    public void Who_has_answered_anew_since_has_spoken_again()
    {
        var reading = LabelReading.Of([Label(1, 7, countsAs: null, isAgain: true), Label(1, 8, 8)]);

        reading.Entries.ShouldHaveSingleItem().ClassId.ShouldBe(8);
        reading.IsAgain.ShouldBeFalse();
    }

    [Fact]
    public void A_label_of_a_class_that_is_gone_says_nothing_once_it_is_taken_back()
    {
        var gone = Label(1, 7, countsAs: null, isAgain: true);
        var back = new LabelEntry(Guid.NewGuid(), 1, 1, 1, LabelKind.Withdrawal, null, default, LabelSource.LabelPage, Withdraws: gone.Entry.Id);

        var reading = LabelReading.Of([Label(1, 5, 5), gone, ReadLabel.Plain(back)]);

        ImageStanding.Of(reading.Entries).Answer.ShouldNotBeNull().ClassId.ShouldBe(5);
        reading.IsAgain.ShouldBeFalse();
    }

    [Fact]
    public void An_image_drawn_at_random_stays_so_when_its_class_is_split_and_somebody_else_answers()
    {
        var drawn = Label(1, 7, countsAs: null, isAgain: true);

        var reading = LabelReading.Of([drawn with { Entry = drawn.Entry with { Audit = true } }, Label(2, 8, 8)]);

        reading.IsAgain.ShouldBeTrue();
        ImageStanding.Of(reading.Entries).Answer.ShouldBe(new Answer(8, Audit: true, LabelSource.LabelPage));
    }

    private static ReadLabel Label(long person, long classId, long? countsAs, bool isAgain = false) => new(
        new LabelEntry(Guid.NewGuid(), 1, 1, person, LabelKind.Class, classId, default, LabelSource.LabelPage), countsAs, isAgain);
}
