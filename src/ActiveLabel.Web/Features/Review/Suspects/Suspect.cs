using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;

namespace ActiveLabel.Web.Features.Review.Suspects;

/// <summary>One suspect as it is shown.</summary>
/// <param name="Place">Zero-based, in the list.</param>
/// <param name="Image">With its current answer.</param>
/// <param name="Opinions">Answers that stand, each person's newest, the newest of all last.</param>
/// <param name="Examples">Images that show the two classes in question, by zero-based class.</param>
public sealed record Suspect(
    int Place, SuspectedLabel Label, AnsweredImage Image, IReadOnlyList<LabelEntry> Opinions, IReadOnlyDictionary<int, IReadOnlyList<ProjectImage>> Examples);

/// <summary>What somebody says of a suspect.</summary>
/// <param name="ClassId">Null for a poor example.</param>
public readonly record struct SuspectVerdict(long ImageId, long? ClassId);
