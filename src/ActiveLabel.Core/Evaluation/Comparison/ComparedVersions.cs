using ActiveLabel.Core.Images;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.Comparison;

/// <summary>Which images both versions were asked about.</summary>
public enum ComparisonBasis
{
    /// <summary>The labelled test images.</summary>
    TestSplit,

    /// <summary>Images drawn at random for the audit arm and labelled after both versions were trained: no version knows their labels.</summary>
    LaterAudit,
}

/// <summary>One image, and what two versions say of it.</summary>
/// <param name="Truth">Zero-based class that it is labelled now.</param>
/// <param name="Before">Class that the first version puts first.</param>
/// <param name="After">Class that the second version puts first.</param>
/// <param name="BeforeProbability">Of <paramref name="Before"/>, calibrated.</param>
/// <param name="AfterProbability">Of <paramref name="After"/>, calibrated.</param>
public sealed record ComparedImage(ProjectImage Image, int Truth, int Before, int After, float BeforeProbability, float AfterProbability)
{
    public bool IsFixed => Before != Truth && After == Truth;

    public bool IsBroken => Before == Truth && After != Truth;
}

/// <summary>Two versions of one project's model, judged by the same images. Immutable.</summary>
public sealed class ComparedVersions
{
    /// <param name="images">[n] in the order of their ids.</param>
    /// <param name="before">Figures of the first version over them.</param>
    /// <param name="after">Figures of the second.</param>
    internal ComparedVersions(
        ModelSummary first, ModelSummary second, ComparisonBasis basis, IReadOnlyList<ComparedImage> images, EvaluationResult before, EvaluationResult after)
    {
        (First, Second, Basis, Images, Before, After) = (first, second, basis, images, before, after);
        Fixed = [.. images.Where(i => i.IsFixed).OrderByDescending(i => i.AfterProbability)];
        Broken = [.. images.Where(i => i.IsBroken).OrderByDescending(i => i.AfterProbability)];
        PValue = McNemarTest.PValue(Fixed.Count, Broken.Count);
    }

    public ModelSummary First { get; }

    public ModelSummary Second { get; }

    public ComparisonBasis Basis { get; }

    public IReadOnlyList<ComparedImage> Images { get; }

    public EvaluationResult Before { get; }

    public EvaluationResult After { get; }

    /// <summary>Images that only the second version has right, those first of which it is surest.</summary>
    public IReadOnlyList<ComparedImage> Fixed { get; }

    /// <summary>Images that only the first version has right, those first of whose wrong class the second is surest.</summary>
    public IReadOnlyList<ComparedImage> Broken { get; }

    /// <inheritdoc cref="McNemarTest.PValue"/>
    public double PValue { get; }

    public bool IsMoreThanChance => PValue < McNemarTest.Significance;
}

/// <summary>Either two versions compared, or why they cannot be. Exactly one of the two is set.</summary>
/// <param name="Reason">In words for the person who asked.</param>
public sealed record ComparisonOutcome(ComparedVersions? Compared, string? Reason)
{
    internal static ComparisonOutcome None(string reason) => new(null, reason);
}
