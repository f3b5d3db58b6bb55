using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;

namespace ActiveLabel.Web.Intake;

/// <summary>How an import ended. Kept for good.</summary>
/// <param name="Added">Images new in the project.</param>
/// <param name="Test">Those of them that will judge the models.</param>
/// <param name="Labels">Labels taken over.</param>
/// <param name="Duplicates">Files whose bytes came twice or were in the project before.</param>
/// <param name="Refused">Files that were left out, with the reason.</param>
/// <param name="Contradictions">Files of the same bytes and different classes: imported once, without a label.</param>
/// <param name="PassedOver">Files that do not call themselves images.</param>
/// <param name="Failure">Why nothing was imported.</param>
internal sealed record ImportReport(
    DateTimeOffset At, int Added, int Test, int Labels, IReadOnlyList<string> Duplicates, IReadOnlyList<RefusedFile> Refused,
    IReadOnlyList<string> Contradictions, int PassedOver, string? Failure)
{
    public static ImportReport Of(ImportResult result, DateTimeOffset at) => new(
        at, result.Added, result.Counts.Where(c => c.Split == Split.Test).Sum(c => c.Count), result.LabelsAdded, result.Duplicates,
        result.Refused, result.Contradictions, result.PassedOver, Failure: null);

    public static ImportReport OfFailure(string failure, DateTimeOffset at) => new(at, 0, 0, 0, [], [], [], 0, failure);
}
