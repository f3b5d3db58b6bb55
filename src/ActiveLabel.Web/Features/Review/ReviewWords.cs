using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Models;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Review;

/// <summary>What the Review page says.</summary>
internal static class ReviewWords
{
    public const string PoorExample = "poor example";

    /// <summary>Which images the figures rest on, in one sentence or two.</summary>
    public static string Basis(EvaluationSummary summary) => summary.Basis switch
    {
        EvaluationBasis.TestSplit => $"All figures rest on the {Wording.Count(summary.Count, "labelled test image")}. None of them trained this model.",
        EvaluationBasis.AuditCrossFitting =>
            $"All figures rest on {Wording.Count(summary.Count, "labelled image")} of the audit arm, which were drawn at random. Each was judged by a model like this one that was trained without it.",
        _ => $"All figures rest on {Wording.Count(summary.Count, "labelled image")} of the pool. Each was judged by a model like this one that was trained without it. "
            + "Most were picked because they are hard, so expect better figures on images at large.",
    };

    /// <summary>What a person should know before believing the figures; null where nothing is amiss.</summary>
    public static string? Caution(EvaluationResult result, IReadOnlyList<string> classNames)
    {
        var present = Enumerable.Range(0, classNames.Count).Where(k => result.Confusion.Support(k) > 0).ToList();
        if (result.Confusion.Count == 0)
            return "No image is left to judge by: all of them are poor examples.";
        if (present.Count == 1)
            return $"All judging images are labelled {classNames[present[0]]}. How well the model tells classes apart cannot be seen: add labelled images of the others.";

        return result.Confusion.Count < ModelJudge.FewestImages
            ? $"Only {Wording.Count(result.Confusion.Count, "image")} judge: the figures say next to nothing."
            : null;
    }

    /// <summary>A kind of images in a list to choose from, with their number where it is known.</summary>
    public static string Judges(PossibleJudges judges)
    {
        var name = judges.Basis switch
        {
            EvaluationBasis.TestSplit => "Test images",
            EvaluationBasis.AuditCrossFitting => "Audit arm, cross-fitted",
            _ => "All pool images, cross-fitted",
        };
        return judges.Images is { } count ? $"{name} ({count:N0})" : name;
    }

    /// <summary>For a file: what judged, and when.</summary>
    public static string JudgedBy(ModelReview review)
    {
        var count = review.Result.Confusion.Count;
        var by = review.Basis switch
        {
            EvaluationBasis.TestSplit => $"judged by {Wording.Count(count, "test image")}",
            EvaluationBasis.AuditCrossFitting => $"judged by {Wording.Count(count, "image")} of the audit arm, cross-fitted",
            _ => $"judged by {Wording.Count(count, "image")} of the pool, cross-fitted",
        };
        return review.OfThen is null ? by : $"{by}, labels and classes of then";
    }

    /// <summary>Why there is no curve to draw.</summary>
    /// <param name="k">Zero-based; null for all classes.</param>
    public static string NoCurve(EvaluationResult result, string? className, int? k) => (result.Confusion.Count, k) switch
    {
        (0, _) => "No curve: no image judges.",
        (_, null) => "No curve: a curve takes images of at least two classes.",
        var (_, one) when result.Confusion.Support(one.Value) == 0 => $"No curve: none of the judging images is {className}.",
        _ => $"No curve: all of the judging images are {className}.",
    };

    /// <summary>What became of a correction that came too late.</summary>
    /// <param name="className">What the image is now; null for a poor example.</param>
    public static string Overtaken(string fileName, string by, string? className) =>
        $"{by} has changed {fileName} meanwhile: it is now {className ?? $"a {PoorExample}"}. Your correction was not saved; press again if you still disagree.";

    /// <summary>For example <c>76.8% to 83.1%</c>, or by a number's format.</summary>
    public static string Range(Interval interval, string? format = null) => format is null
        ? $"{Wording.Percent(interval.Low)} to {Wording.Percent(interval.High)}"
        : $"{interval.Low.ToString(format)} to {interval.High.ToString(format)}";

    /// <summary>What was done to the probabilities, in one sentence or two.</summary>
    public static string Calibration(double temperature) => temperature switch
    {
        TemperatureScaling.None => "They are shown as the model gives them: too few labels, or no errors among them, to tell whether it is too sure.",
        > TemperatureScaling.None => $"By itself the model is surer than it is right, so its probabilities are shown less sure (temperature {temperature:0.00}, from labelled images scored by models that had not seen them). The class it predicts stays.",
        _ => $"By itself the model is less sure than it is right, so its probabilities are shown surer (temperature {temperature:0.00}, from labelled images scored by models that had not seen them). The class it predicts stays.",
    };

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
