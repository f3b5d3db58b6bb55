using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People.Agreement;

namespace ActiveLabel.Core.People.Work;

/// <summary>Each person's last answer about each image that nobody took back: what people are compared by.</summary>
/// <param name="ImageIds">[units].</param>
/// <param name="PersonIds">[raters], those with an answer first in the log first.</param>
/// <param name="ClassIds">[K] the project's classes; category K is a poor example, which is an answer like a class. A skip is none.</param>
public sealed record StandingAnswers(Ratings Ratings, IReadOnlyList<long> ImageIds, IReadOnlyList<long> PersonIds, IReadOnlyList<long> ClassIds)
{
    /// <summary>Category of a poor example.</summary>
    public int PoorExample => ClassIds.Count;

    /// <param name="lines">A project's whole log, oldest first.</param>
    /// <param name="classIds">Answers that name another class, as one that the project no longer has, count as missing.</param>
    public static StandingAnswers Of(IReadOnlyList<WorkLine> lines, IReadOnlyList<long> classIds)
    {
        var categories = classIds.Index().ToDictionary(c => c.Item, c => c.Index);
        var withdrawn = Withdrawn(lines);
        Dictionary<long, int> units = [], raters = [];
        var last = new Dictionary<(int Unit, int Rater), int>();
        foreach (var line in lines)
        {
            if (line.Kind is not (LabelKind.Class or LabelKind.PoorExample) || withdrawn.Contains(line.Sequence))
                continue;

            var category = line.Kind == LabelKind.PoorExample ? classIds.Count : categories.GetValueOrDefault(line.ClassId, -1);
            var place = (NumberOf(units, line.ImageId), NumberOf(raters, line.PersonId));
            if (category >= 0)
                last[place] = category;
            else
                last.Remove(place);
        }

        var ratings = new Rating[last.Count];
        var next = 0;
        foreach (var ((unit, rater), category) in last)
        {
            ratings[next++] = new Rating(unit, rater, category);
        }

        return new StandingAnswers(new Ratings(ratings, units.Count, raters.Count, classIds.Count + 1), [.. units.Keys], [.. raters.Keys], classIds);
    }

    /// <summary>Places of the entries that were taken back.</summary>
    internal static HashSet<long> Withdrawn(IReadOnlyList<WorkLine> lines)
    {
        var withdrawn = new HashSet<long>();
        foreach (var line in lines)
        {
            if (line.Withdraws != 0)
                withdrawn.Add(line.Withdraws);
        }

        return withdrawn;
    }

    private static int NumberOf(Dictionary<long, int> numbers, long id)
    {
        if (!numbers.TryGetValue(id, out var number))
            numbers[id] = number = numbers.Count;
        return number;
    }
}
