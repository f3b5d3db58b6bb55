using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Core.Evaluation.LabelErrors;

/// <summary>The labels of a snapshot that can be asked about, pool before test.</summary>
/// <param name="Pool">Labelled pool images, all of which train.</param>
/// <param name="Judged">Places among them of those that are asked about.</param>
/// <param name="Tests">Labelled test images that are asked about: they train nothing.</param>
/// <param name="Given">[judged + tests] zero-based labels.</param>
/// <param name="LeftOut">Classes with too few labels in the pool for models to know them without one, and how many labels each has.</param>
internal sealed record LabelQuestions(
    IReadOnlyList<VectorisedImage> Pool, int[] Judged, IReadOnlyList<VectorisedImage> Tests, int[] Given, IReadOnlyList<KeyValuePair<int, int>> LeftOut)
{
    /// <summary>Labels of a class in the pool below which nothing is said about it: a model that has seen one or two of a class takes all others for wrong.</summary>
    public const int FewestOfClass = 5;

    public static readonly string TooFew =
        $"There are too few labels to look for wrong ones: that takes at least {FewestOfClass} in the pool of each of two classes.";

    /// <summary>[pool] zero-based labels.</summary>
    public required int[] PoolLabels { get; init; }

    /// <exception cref="WrongUseException">Fewer than two classes can be asked about.</exception>
    public static LabelQuestions Of(ProjectSnapshot snapshot)
    {
        var classes = snapshot.Truth(snapshot.Labelled);
        var known = classes.CountBy(k => k).Where(c => c.Value >= FewestOfClass).Select(c => c.Key).ToHashSet();
        if (known.Count < 2)
            throw new WrongUseException(TooFew);

        int[] judged = [.. Enumerable.Range(0, classes.Length).Where(i => known.Contains(classes[i]))];
        var testClasses = snapshot.Truth(snapshot.Test);
        VectorisedImage[] tests = [.. snapshot.Test.Where((_, i) => known.Contains(testClasses[i]))];
        return new LabelQuestions(
            snapshot.Labelled, judged, tests, [.. judged.Select(i => classes[i]), .. testClasses.Where(known.Contains)],
            [.. classes.Concat(testClasses).Where(k => !known.Contains(k)).CountBy(k => k).OrderBy(c => c.Key)])
        {
            PoolLabels = classes,
        };
    }

    /// <summary>The images asked about, in the order of <see cref="Given"/>.</summary>
    public IEnumerable<VectorisedImage> Images => Judged.Select(i => Pool[i]).Concat(Tests);

    public VectorRows PoolRows(IVectorReader reader) => new(reader, [.. Pool.Select(i => i.Row)]);

    public VectorRows TestRows(IVectorReader reader) => new(reader, [.. Tests.Select(i => i.Row)]);

    /// <summary>[pool] what the pool is labelled when those asked about are labelled so.</summary>
    /// <param name="given">In the order of <see cref="Given"/>.</param>
    public int[] PoolClasses(IReadOnlyList<int> given)
    {
        int[] classes = [.. PoolLabels];
        foreach (var (at, place) in Judged.Index())
        {
            classes[place] = given[at];
        }

        return classes;
    }
}
