using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Images;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Review;

/// <summary>What the Review page says.</summary>
internal static class ReviewWords
{
    public const string PoorExample = "poor example";

    /// <summary>Which images the figures rest on, in one sentence or two.</summary>
    public static string Basis(EvaluationSummary summary) => summary.Basis == EvaluationBasis.TestSplit
        ? $"All figures rest on the {Wording.Count(summary.Count, "labelled test image")}. None of them trained this model."
        : $"All figures rest on {Wording.Count(summary.Count, "labelled image")} of the audit arm, which were drawn at random. Each was judged by a model like this one that was trained without it.";

    /// <param name="className">Null for a poor example.</param>
    public static string Corrected(JudgingImage image, string? className, double accuracyBefore, ModelReview after)
    {
        var what = className is null
            ? $"{image.Image.FileName} is now a poor example and judges no more."
            : $"{image.Image.FileName} is now {className}.";
        var next = image.Image.Split == Split.Test ? "Coming rounds are judged by it." : "The next round trains with it.";
        var accuracy = after.Result.Summary.Accuracy;
        var moved = accuracy == accuracyBefore
            ? $"Accuracy stays {Wording.Percent(accuracy)}."
            : $"Accuracy {Wording.Percent(accuracyBefore)} → {Wording.Percent(accuracy)}.";
        return $"{what} {moved} {next}";
    }
}
