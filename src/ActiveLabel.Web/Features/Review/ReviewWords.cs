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
    public static string Basis(EvaluationSummary summary) => summary.Basis == EvaluationBasis.TestSplit
        ? $"All figures rest on the {Wording.Count(summary.Count, "labelled test image")}. None of them trained this model."
        : $"All figures rest on {Wording.Count(summary.Count, "labelled image")} of the audit arm, which were drawn at random. Each was judged by a model like this one that was trained without it.";

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
