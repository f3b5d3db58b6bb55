using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People.Agreement;
using ActiveLabel.Core.People.Work;

namespace ActiveLabel.Tests.People.Work;

/// <summary>What a log of labels tells of those who labelled.</summary>
public sealed class PeopleWorkTests
{
    private const long Sound = 11, Dry = 12;

    private static readonly long[] Classes = [Sound, Dry];

    private readonly List<WorkLine> _log = [];
    private long _clock;

    [Fact]
    public void The_last_answer_that_stands_counts_once()
    {
        Say(image: 1, person: 1, Sound);
        var wrong = Say(image: 1, person: 1, Dry);
        TakeBack(wrong);
        Say(image: 2, person: 1, Sound);
        Say(image: 2, person: 1, Dry);
        Skip(image: 3, person: 1);
        Poor(image: 4, person: 1);

        var person = Read().People.ShouldHaveSingleItem();

        (person.Answers, person.PoorExamples, person.Skips, person.Undone, person.Changed).ShouldBe((3, 1, 1, 1, 1));
    }

    [Fact]
    public void A_person_is_judged_by_most_of_the_others()
    {
        foreach (var image in new[] { 1L, 2 })
        {
            Say(image, person: 1, Sound);
            Say(image, person: 2, Sound);
            Say(image, person: 3, image == 1 ? Dry : Sound);
        }

        var work = Read();

        var third = work.Find(3)!.Others;
        (third.Judged, third.Agreement).ShouldBe((2, 0.5));
        third.Confusion[0, 1].ShouldBe(1);
        var first = work.Find(1)!.Others;
        (first.Shared, first.Tied, first.Agreement).ShouldBe((2, 1, 1.0));
        work.ImagesWhere(3, most: 0, said: 1).ShouldBe([1]);
        work.ImagesWhere(3, most: 1, said: 0).ShouldBeEmpty();
        (work.Images, work.Shared).ShouldBe((2, 2));
    }

    [Fact]
    public void A_poor_example_is_an_answer_and_a_skip_is_none()
    {
        Say(image: 1, person: 1, Sound);
        Poor(image: 1, person: 2);
        Say(image: 2, person: 1, Sound);
        Skip(image: 2, person: 2);

        var work = Read();

        work.Shared.ShouldBe(1);
        work.Find(2)!.Others.Confusion[0, work.Standing.PoorExample].ShouldBe(1);
    }

    [Fact]
    public void An_answer_of_a_class_that_the_project_no_longer_has_is_missing()
    {
        Say(image: 1, person: 1, classId: 99);
        Say(image: 1, person: 2, Sound);
        Say(image: 2, person: 1, Sound);
        Say(image: 2, person: 1, classId: 99);

        var work = Read();

        (work.Images, work.Shared).ShouldBe((1, 0));
    }

    [Fact]
    public void Pace_leaves_breaks_out()
    {
        // Nine labels ten seconds apart, an hour's break, nine more.
        for (var i = 0; i < 18; i++)
        {
            _clock += i == 9 ? 3_600_000 : 10_000;
            Say(image: i, person: 1, Sound, took: 1000 + (i * 100));
        }

        var pace = Read().Find(1)!.Pace;

        pace.LabelsAnHour!.Value.ShouldBe(360, 1e-9);
        pace.MedianSeconds!.Value.ShouldBe(1.85, 1e-9);
    }

    [Fact]
    public void Imported_labels_have_no_pace()
    {
        for (var i = 0; i < 10; i++)
            _log.Add(new WorkLine(_log.Count + 1, i, 7, Sound, _clock += 10, 0, 0, LabelKind.Class, LabelSource.Import));

        Read().Find(7)!.Pace.ShouldBe(default);
    }

    [Fact]
    public void Stretches_tell_when_somebody_got_worse()
    {
        for (var i = 0; i < 120; i++)
        {
            Say(image: i, person: 2, Sound);
            Say(image: i, person: 1, i < 100 ? Sound : Dry, took: i < 50 ? 2000 : 1000);
        }

        var stretches = Read().Find(1)!.Stretches;

        stretches.Select(s => (s.From, s.Answers, s.Judged, s.Agreed)).ShouldBe([(1, 50, 50, 50), (51, 50, 50, 50), (101, 20, 20, 0)]);
        stretches.Select(s => s.MedianSeconds).ShouldBe([2, 1, 1]);
    }

    [Fact]
    public void Somebody_with_very_many_answers_has_wider_stretches_and_no_more_of_them()
    {
        for (var i = 0; i < 5000; i++)
            Say(image: i, person: 1, Sound);

        var stretches = Read().Find(1)!.Stretches;

        stretches.Count.ShouldBeInRange(10, PeopleWork.MostStretches);
        stretches.Sum(s => s.Answers).ShouldBe(5000);
    }

    [Fact]
    public void Somebody_who_took_everything_back_is_there_with_nothing()
    {
        TakeBack(Say(image: 1, person: 1, Sound));

        var person = Read().People.ShouldHaveSingleItem();

        (person.Answers, person.Undone, person.First).ShouldBe((0, 1, null));
        person.Others.Kappa.Gap.ShouldBe(AgreementGap.NoOverlap);
    }

    [Fact]
    public void An_empty_log_tells_nothing_and_says_so()
    {
        var work = Read();

        work.People.ShouldBeEmpty();
        work.Agreement.Alpha.Gap.ShouldBe(AgreementGap.NoOverlap);
    }

    private PeopleWork Read() => PeopleWork.Of(_log, Classes);

    private long Say(long image, long person, long classId, int took = 0) => Add(image, person, LabelKind.Class, classId, took);

    private void Skip(long image, long person) => Add(image, person, LabelKind.Skip, 0, 0);

    private void Poor(long image, long person) => Add(image, person, LabelKind.PoorExample, 0, 0);

    private void TakeBack(long sequence)
    {
        var taken = _log[(int)sequence - 1];
        _log.Add(taken with { Sequence = _log.Count + 1, Kind = LabelKind.Withdrawal, ClassId = 0, Withdraws = sequence });
    }

    private long Add(long image, long person, LabelKind kind, long classId, int took)
    {
        _log.Add(new WorkLine(_log.Count + 1, image, person, classId, _clock, took, 0, kind, LabelSource.LabelPage));
        return _log.Count;
    }
}
