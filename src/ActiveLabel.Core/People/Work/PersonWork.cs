using ActiveLabel.Core.People.Agreement;

namespace ActiveLabel.Core.People.Work;

/// <summary>How one person labels in a project, from the log alone.</summary>
/// <param name="Answers">Images of which their answer stands, poor examples among them.</param>
/// <param name="PoorExamples">Of these, those called a poor example.</param>
/// <param name="Skips">Entries that skipped an image and stand.</param>
/// <param name="Undone">Entries taken back.</param>
/// <param name="Changed">Images about which they said one thing and later another, without taking it back.</param>
/// <param name="Others">Held against what most of the others said.</param>
/// <param name="Pace">How fast they label on the pages that ask.</param>
/// <param name="Stretches">Their answers in the order of their times, so many at a time: what changes as they go on.</param>
public sealed record PersonWork(
    long PersonId, int Answers, int PoorExamples, int Skips, int Undone, int Changed, JudgedByOthers Others, WorkPace Pace,
    IReadOnlyList<WorkStretch> Stretches)
{
    /// <summary>When the first entry that stands was made.</summary>
    public DateTimeOffset? First { get; init; }

    public DateTimeOffset? Last { get; init; }

    /// <summary>Of somebody who has no entry in the log, but practised perhaps.</summary>
    public static PersonWork None(long personId, int categoryCount) =>
        new(personId, 0, 0, 0, 0, 0, JudgedByOthers.Nobody(categoryCount), default, []);
}

/// <param name="MedianSeconds">From picture to key press, over the entries that know; null where none does.</param>
/// <param name="LabelsAnHour">Over the time spent, breaks of more than three minutes left out; null with fewer than five labels without a break.</param>
public readonly record struct WorkPace(double? MedianSeconds, double? LabelsAnHour);

/// <summary>Some answers in a row.</summary>
/// <param name="From">Number of its first answer among the person's, from 1.</param>
/// <param name="Answers">How many.</param>
/// <param name="MedianSeconds">Null where no entry of it knows.</param>
/// <param name="Judged">Those about which most others agreed on something.</param>
/// <param name="Agreed">Of these, those where the person said the same.</param>
public sealed record WorkStretch(int From, int Answers, DateTimeOffset Begin, DateTimeOffset End, double? MedianSeconds, int Judged, int Agreed);
