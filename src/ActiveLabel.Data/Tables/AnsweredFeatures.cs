using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Annotators;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.People.Agreement;

namespace ActiveLabel.Data.Tables;

/// <summary>A table of features and a table of who said what about its images, joined.</summary>
/// <param name="Set">To train and judge each person's model on; images are the places of the table of features.</param>
/// <param name="Ratings">Who said what, also where it is no class and where the image has no features.</param>
/// <param name="People">[raters], in the order in which they appear.</param>
/// <param name="Categories">Names of what was said: the classes in their order, then whatever else.</param>
/// <param name="Notes">What a person should know before trusting the figures.</param>
public sealed record AnsweredFeatures(
    AnnotatorSet Set, Ratings Ratings, IReadOnlyList<string> People, IReadOnlyList<string> Categories, IReadOnlyList<string> Notes)
{
    /// <param name="classNames">In their order; null for the labels of the test rows, the most frequent first.</param>
    /// <param name="fromInitial">Whether every model starts from the rows of the split initial; else a person's labels stand alone.</param>
    /// <exception cref="WrongUseException">No row of the one table is in the other, or the features cannot be used so.</exception>
    public static AnsweredFeatures Join(FeatureTable features, AnswerTable answers, IReadOnlyList<string>? classNames, bool fromInitial)
    {
        var labelled = features.ToLabelledSet(classNames);
        if (fromInitial && labelled.Initial.Count == 0)
            throw new WrongUseException("The start 'given' needs rows of the split 'initial'; here there are none: use --start none.");

        var places = features.Paths.Index().ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);
        var (test, ordinals) = (labelled.Test.ToHashSet(), Numbers(labelled.ClassNames));
        var last = Last(answers.Rows);
        if (last.Count == 0)
            throw new WrongUseException($"{answers.Name} holds no answers.");

        List<string> notes = [];
        var strangers = last.Where(r => !places.ContainsKey(r.Image)).Select(r => r.Image).Distinct(StringComparer.Ordinal).ToList();
        if (strangers.Count == last.Select(r => r.Image).Distinct(StringComparer.Ordinal).Count())
            throw new WrongUseException($"No image of {answers.Name} is in the table of features: '{strangers[0]}', for example, is none of its paths.");
        if (strangers.Count > 0)
            notes.Add($"{strangers.Count} images of {answers.Name} have no features ('{strangers[0]}', for example): their answers count for agreement only.");
        var judging = last.Count(r => places.TryGetValue(r.Image, out var place) && test.Contains(place));
        if (judging > 0)
            notes.Add($"{judging} answers are about test images: they count for agreement, and train nothing.");

        var people = last.Select(r => r.Person).Distinct(StringComparer.Ordinal).ToList();
        var categories = labelled.ClassNames.Concat(last.Select(r => r.Label)).Distinct(StringComparer.Ordinal).ToList();
        var byPerson = last.ToLookup(r => r.Person, StringComparer.Ordinal);
        AnnotatorLabels[] own = [.. people.Select(person => new AnnotatorLabels(person, [.. byPerson[person].Where(Trains).Select(r => Placed(r))]))];
        return new AnsweredFeatures(
            new AnnotatorSet(
                labelled.Vectors, labelled.ClassNames, fromInitial ? [.. labelled.Initial.Select(p => new PlacedLabel(p, labelled.Classes[p]))] : [],
                own, AnnotatorSet.MajorityOf([.. last.Where(Trains).Select(r => new AnnotatorLabels(r.Person, [Placed(r)]))]),
                [.. labelled.Test.Select(p => new PlacedLabel(p, labelled.Classes[p]))]),
            RatingsOf(last, people, categories), people, categories, notes);

        bool Trains(AnswerTableRow row) => places.TryGetValue(row.Image, out var place) && !test.Contains(place);

        PlacedLabel Placed(AnswerTableRow row) => new(places[row.Image], ordinals.GetValueOrDefault(row.Label, LabelledSet.Outside));
    }

    /// <summary>Each person's last row about each image, in the order in which those were said.</summary>
    private static List<AnswerTableRow> Last(IReadOnlyList<AnswerTableRow> rows)
    {
        var last = new Dictionary<(string, string), int>();
        foreach (var (index, row) in rows.Index())
        {
            last[(row.Person, row.Image)] = index;
        }

        return [.. last.Values.Order().Select(index => rows[index])];
    }

    private static Ratings RatingsOf(IReadOnlyList<AnswerTableRow> last, IReadOnlyList<string> people, IReadOnlyList<string> categories)
    {
        var images = Numbers(last.Select(r => r.Image));
        var (raters, said) = (Numbers(people), Numbers(categories));
        return new Ratings([.. last.Select(r => new Rating(images[r.Image], raters[r.Person], said[r.Label]))], images.Count, people.Count, categories.Count);
    }

    private static Dictionary<string, int> Numbers(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);
}
