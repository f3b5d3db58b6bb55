using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Evaluation.Simulation;

/// <summary>A set whose classes are all known, on which labelling can be replayed.</summary>
public sealed record LabelledSet
{
    /// <summary>The class of an image whose label is none of the classes: dropped when it is picked, as a poor example is.</summary>
    public const int Outside = -1;

    /// <param name="vectors">[n] all images.</param>
    /// <param name="classes">[n] zero-based class of each, or <see cref="Outside"/>.</param>
    /// <param name="classNames">[K].</param>
    /// <param name="initial">Places of the images that are labelled from the beginning under <see cref="SimulationStart.Given"/>; else they belong to the pool.</param>
    /// <param name="pool">Places of the images that can be asked about.</param>
    /// <param name="test">Places of the images that judge.</param>
    /// <exception cref="WrongUseException">Fewer than two classes, no pool, or a label of the test images that is none of the classes.</exception>
    public LabelledSet(
        VectorRows vectors, IReadOnlyList<int> classes, IReadOnlyList<string> classNames,
        IReadOnlyList<int> initial, IReadOnlyList<int> pool, IReadOnlyList<int> test)
    {
        if (classNames.Count < 2)
            throw new WrongUseException($"A replay needs at least two classes; here there are {classNames.Count}.");
        if (initial.Count + pool.Count == 0)
            throw new WrongUseException("A replay needs labelled pool images to ask about; here there are none.");
        if (test.Any(i => classes[i] == Outside))
            throw new WrongUseException("Every test image needs a label that is one of the classes.");

        (Vectors, Classes, ClassNames, Initial, Pool, Test) = (vectors, classes, classNames, initial, pool, test);
    }

    public VectorRows Vectors { get; }

    public IReadOnlyList<int> Classes { get; }

    public IReadOnlyList<string> ClassNames { get; }

    public IReadOnlyList<int> Initial { get; }

    public IReadOnlyList<int> Pool { get; }

    public IReadOnlyList<int> Test { get; }

    /// <returns>[K] how many of these places are of each class.</returns>
    public IReadOnlyList<int> CountOf(IEnumerable<int> places)
    {
        var counts = new int[ClassNames.Count];
        foreach (var place in places.Where(p => Classes[p] != Outside))
            counts[Classes[place]]++;

        return counts;
    }

    /// <exception cref="WrongUseException">No test images, or those of the pool or of the test all of one class.</exception>
    internal void RequireReplayable()
    {
        if (Test.Count == 0)
            throw new WrongUseException("A replay needs labelled test images to judge by; here there are none (--splits N draws some).");
        if (OnlyClass(Initial.Concat(Pool)) is { } learned)
            throw new WrongUseException($"A replay needs at least two classes; here all images to ask about are {learned}.");
        if (OnlyClass(Test) is { } judged)
            throw new WrongUseException($"A replay needs at least two classes; here all test images are {judged}.");
    }

    /// <summary>The same images and classes, dealt out otherwise.</summary>
    internal LabelledSet With(IReadOnlyList<int> initial, IReadOnlyList<int> pool, IReadOnlyList<int> test) =>
        new(Vectors, Classes, ClassNames, initial, pool, test);

    private string? OnlyClass(IEnumerable<int> places)
    {
        int[] present = [.. places.Select(p => Classes[p]).Where(c => c != Outside).Distinct().Take(2)];
        return present switch { [] => "of no class", [var one] => $"of the class '{ClassNames[one]}'", _ => null };
    }
}
