using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Evaluation.Annotators;

/// <summary>What somebody said about one image of a set.</summary>
/// <param name="Place">Zero-based place of the image in the set's vectors.</param>
/// <param name="Class">Zero-based; <see cref="LabelledSet.Outside"/> for a poor example and whatever else is no class: it trains nothing.</param>
public readonly record struct PlacedLabel(int Place, int Class);

/// <summary>The labels of one person: the last about each image.</summary>
public sealed record AnnotatorLabels(string Name, IReadOnlyList<PlacedLabel> Labels)
{
    /// <summary>Set where the person is one of a project's.</summary>
    public long? PersonId { get; init; }
}

/// <summary>Labelled images, who labelled them, and images to judge by.</summary>
/// <param name="Vectors">[n] all images.</param>
/// <param name="ClassNames">[K].</param>
/// <param name="Initial">What every model is trained on before a person's labels are added.</param>
/// <param name="People">Whose labels are added, each alone.</param>
/// <param name="Everybody">The labels that stand when all people's are taken together, those about initial images among them.</param>
/// <param name="Test">Images that judge; none of them trains.</param>
public sealed record AnnotatorSet(
    VectorRows Vectors, IReadOnlyList<string> ClassNames, IReadOnlyList<PlacedLabel> Initial, IReadOnlyList<AnnotatorLabels> People,
    IReadOnlyList<PlacedLabel> Everybody, IReadOnlyList<PlacedLabel> Test)
{
    /// <summary>
    /// What most people said about each image; where two things were said equally often, the one of them said last.
    /// </summary>
    /// <param name="people">In whose order the labels of one image follow each other.</param>
    public static IReadOnlyList<PlacedLabel> MajorityOf(IReadOnlyList<AnnotatorLabels> people) =>
    [
        .. people.SelectMany(p => p.Labels).Index().GroupBy(l => l.Item.Place).Select(image => new PlacedLabel(
            image.Key,
            image.GroupBy(l => l.Item.Class).OrderByDescending(said => said.Count()).ThenByDescending(said => said.Max(l => l.Index)).First().Key)),
    ];
}
