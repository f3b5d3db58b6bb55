using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Features.Review.Plots;

namespace ActiveLabel.Web.Tests.Features.Review;

/// <summary>Images of two classes with known probabilities, for plots to be made of.</summary>
internal static class Judged
{
    public static Project Knots(params string[] classes) =>
        Project.Create("Knots", classes.Length == 0 ? ["dry", "sound"] : classes, "net", DateTimeOffset.UnixEpoch);

    /// <param name="images">Probability of the first class, and whether the image is of it.</param>
    public static EvaluationResult Result(params (float Probability, bool IsFirst)[] images) => Evaluator.Evaluate(
        EvaluationBasis.TestSplit,
        [.. images.Select((_, n) => (long)n + 1)],
        [.. images.Select(i => i.IsFirst ? 0 : 1)],
        new Predictions(images.SelectMany(i => new[] { i.Probability, 1 - i.Probability }).ToArray(), 2));

    /// <inheritdoc cref="Result"/>
    public static PlotSubject First(params (float Probability, bool IsFirst)[] images) => new(Result(images), Knots().Classes[0], 0);

    /// <summary>Five images, of which one of each class is on the wrong side of one half.</summary>
    public static readonly (float Probability, bool IsFirst)[] Five = [(0.9f, true), (0.8f, true), (0.7f, false), (0.45f, true), (0.2f, false)];
}
