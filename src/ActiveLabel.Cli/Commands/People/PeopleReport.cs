using System.Text.Json.Serialization;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Agreement;
using ActiveLabel.Core.People.Work;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Tables;

namespace ActiveLabel.Cli.Commands.People;

/// <summary>What <c>people --json</c> prints. Shares are 0 to 1; intervals are of 95 %.</summary>
/// <param name="Images">With an answer that stands.</param>
/// <param name="Shared">Of these, those that two people or more have answered.</param>
/// <param name="Categories">What can be said, in the order of the confusion matrices: the classes, then a poor example or whatever else was said.</param>
internal sealed record PeopleReport(
    string Source, int Images, int Shared, IReadOnlyList<string> Categories, FigureReport Alpha, FigureReport FleissKappa,
    IReadOnlyList<PersonReport> People, IReadOnlyList<PairReport> Pairs)
{
    /// <summary>What each person's labels alone make of the model; null where that was not asked for.</summary>
    public ModelsReport? Models { get; init; }

    public static PeopleReport Of(Project project, PeopleWork work, IReadOnlyDictionary<long, Person> everybody, IReadOnlyList<GoldCell> gold)
    {
        var checks = gold.ToLookup(g => g.PersonId);
        return new PeopleReport(
            project.Name, work.Images, work.Shared, [.. project.Classes.Select(c => c.Name), "poor example"],
            FigureReport.Of(work.Agreement.Alpha), FigureReport.Of(work.Agreement.Kappa),
            [.. work.People.Select(p => PersonReport.Of(Name(p.PersonId), p, GoldReport.Of(checks[p.PersonId])))],
            [.. work.Pairs.Select(p => PairReport.Of(p, Name(work.Standing.PersonIds[p.First]), Name(work.Standing.PersonIds[p.Second])))]);

        string Name(long id) => everybody.GetValueOrDefault(id)?.ShownName ?? $"person {id}";
    }

    public static PeopleReport Of(string source, AnsweredFeatures joined)
    {
        var (ratings, agreement) = (joined.Ratings, GroupAgreement.Of(joined.Ratings));
        return new PeopleReport(
            source, ratings.UnitCount, Enumerable.Range(0, ratings.UnitCount).Count(u => ratings.RatersOf(u).Length > 1), joined.Categories,
            FigureReport.Of(agreement.Alpha), FigureReport.Of(agreement.Kappa),
            [.. JudgedByOthers.OfAll(ratings).Zip(joined.People, (judged, name) => PersonReport.Of(name, judged) with { Answers = Answers(ratings, joined.People, name) })],
            [.. PairAgreement.OfAll(ratings).Select(p => PairReport.Of(p, joined.People[p.First], joined.People[p.Second]))]);
    }

    private static int Answers(Ratings ratings, IReadOnlyList<string> people, string name)
    {
        var rater = people.Index().First(p => p.Item == name).Index;
        return Enumerable.Range(0, ratings.UnitCount).Count(u => ratings.RatersOf(u).Contains(rater));
    }
}

/// <param name="Value">Null where there is none.</param>
/// <param name="Why">Why there is no value: <c>NoOverlap</c> or <c>OneCategory</c>; else null.</param>
/// <param name="Images">It rests on: those with two answers or more.</param>
internal sealed record FigureReport(double? Value, Interval? Interval, AgreementGap? Why, int Images, int Answers)
{
    public static FigureReport Of(AgreementFigure figure) =>
        new(figure.Value, figure.Interval, figure.Gap == AgreementGap.None ? null : figure.Gap, figure.Units, figure.Answers);
}

/// <param name="Shared">Images that somebody else has answered too.</param>
/// <param name="Judged">Of these, those of which most others said the same.</param>
/// <param name="Agreement">Share of them where the person said that too, the own answer left out of what most said.</param>
/// <param name="Kappa">Cohen's, with what most others said.</param>
/// <param name="Confusion">[C][C], rows what most others said, columns what the person said.</param>
/// <param name="Gold">Against images whose class is known; null where there were none.</param>
internal sealed record PersonReport(
    string Name, int Answers, int Shared, int Judged, double? Agreement, Interval? AgreementInterval, FigureReport Kappa,
    IReadOnlyList<IReadOnlyList<int>> Confusion, WorkReport? Work, GoldReport? Gold)
{
    public static PersonReport Of(string name, JudgedByOthers judged) => new(
        name, 0, judged.Shared, judged.Judged, judged.Agreement, judged.Interval, FigureReport.Of(judged.Kappa), judged.Confusion.ToRows(), null, null);

    public static PersonReport Of(string name, PersonWork work, GoldReport? gold) =>
        Of(name, work.Others) with { Answers = work.Answers, Work = WorkReport.Of(work), Gold = gold };
}

/// <param name="Undone">Entries taken back.</param>
/// <param name="Changed">Images about which they said one thing and later another.</param>
/// <param name="Stretches">Their answers in the order of their times, so many at a time.</param>
internal sealed record WorkReport(
    int PoorExamples, int Skips, int Undone, int Changed, double? MedianSeconds, double? LabelsAnHour, DateTimeOffset? First, DateTimeOffset? Last,
    IReadOnlyList<WorkStretch> Stretches)
{
    public static WorkReport Of(PersonWork work) => new(
        work.PoorExamples, work.Skips, work.Undone, work.Changed, work.Pace.MedianSeconds, work.Pace.LabelsAnHour, work.First, work.Last, work.Stretches);
}

/// <param name="Practice">Asked on the Practice page, where the verdict follows at once.</param>
/// <param name="Hidden">Asked among the images to label, where nobody is told.</param>
internal sealed record GoldReport(GoldShare Practice, GoldShare Hidden)
{
    public static GoldReport? Of(IEnumerable<GoldCell> cells)
    {
        var known = cells.ToList();
        return known.Count == 0 ? null : new GoldReport(GoldShare.Of(known, GoldSource.Practice), GoldShare.Of(known, GoldSource.Hidden));
    }
}

internal sealed record GoldShare(int Asked, int Right, Interval? Interval)
{
    public static GoldShare Of(IReadOnlyList<GoldCell> cells, GoldSource source)
    {
        var (asked, right) = (cells.Where(c => c.Source == source).Sum(c => c.Count), cells.Where(c => c.Source == source && c.IsRight).Sum(c => c.Count));
        return new GoldShare(asked, right, asked == 0 ? null : WilsonInterval.Of((double)right / asked, asked));
    }
}

/// <param name="Same">Images of which both said the same.</param>
/// <param name="Kappa">Cohen's.</param>
internal sealed record PairReport(string First, string Second, int Shared, int Same, double? Kappa, Interval? Interval, AgreementGap? Why)
{
    public static PairReport Of(PairAgreement pair, string first, string second) => new(
        first, second, pair.Shared, pair.Same, pair.Kappa.Value, pair.Kappa.Interval, pair.Kappa.Gap == AgreementGap.None ? null : pair.Kappa.Gap);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PeopleReport))]
internal sealed partial class PeopleJson : JsonSerializerContext;
