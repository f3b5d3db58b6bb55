using ActiveLabel.Core.People;
using ActiveLabel.Core.People.Work;

namespace ActiveLabel.Web.Features.People.Work;

/// <summary>By what the table of people is ordered.</summary>
public enum PeopleColumn
{
    Name,
    Answers,
    Shared,
    Agreement,
    Kappa,
    Hidden,
    Seconds,
    AnHour,
    Skips,
    PoorExamples,
    Last,
}

/// <param name="HiddenAsked">Hidden checks answered with a class.</param>
public sealed record PersonRow(string Name, PersonWork Work, int HiddenAsked, int HiddenRight)
{
    public double? HiddenShare => HiddenAsked == 0 ? null : (double)HiddenRight / HiddenAsked;

    public static IReadOnlyList<PersonRow> Of(PeopleWork work, IReadOnlyDictionary<long, Person> everybody, IReadOnlyList<GoldCell> gold)
    {
        var hidden = gold.Where(g => g.Source == GoldSource.Hidden).ToLookup(g => g.PersonId);
        return [.. work.People.Select(p => new PersonRow(
            PeopleWords.NameOf(everybody, p.PersonId), p, hidden[p.PersonId].Sum(g => g.Count), hidden[p.PersonId].Where(g => g.IsRight).Sum(g => g.Count)))];
    }

    /// <summary>Those of whom nothing is known in that column stand last, whatever the direction.</summary>
    public static IEnumerable<PersonRow> Sort(IReadOnlyList<PersonRow> rows, PeopleColumn by, bool descending)
    {
        if (by == PeopleColumn.Name)
            return descending ? rows.OrderByDescending(r => r.Name, StringComparer.CurrentCultureIgnoreCase) : rows.OrderBy(r => r.Name, StringComparer.CurrentCultureIgnoreCase);

        var known = rows.OrderBy(r => r.Value(by) is null);
        return (descending ? known.ThenByDescending(r => r.Value(by)) : known.ThenBy(r => r.Value(by))).ThenBy(r => r.Name, StringComparer.CurrentCultureIgnoreCase);
    }

    private double? Value(PeopleColumn column) => column switch
    {
        PeopleColumn.Answers => Work.Answers,
        PeopleColumn.Shared => Work.Others.Shared,
        PeopleColumn.Agreement => Work.Others.Agreement,
        PeopleColumn.Kappa => Work.Others.Kappa.Value,
        PeopleColumn.Hidden => HiddenShare,
        PeopleColumn.Seconds => Work.Pace.MedianSeconds,
        PeopleColumn.AnHour => Work.Pace.LabelsAnHour,
        PeopleColumn.Skips => Work.Skips,
        PeopleColumn.PoorExamples => Work.PoorExamples,
        PeopleColumn.Last => Work.Last?.ToUnixTimeMilliseconds(),
        _ => null,
    };
}
