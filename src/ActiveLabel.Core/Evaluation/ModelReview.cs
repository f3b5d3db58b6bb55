using ActiveLabel.Core.Evaluation.Intervals;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation;

/// <summary>An image that judges a model, and what is known of its class.</summary>
/// <param name="Truth">Zero-based class in the model's order; null once it was found to be a poor example, and judges no more.</param>
public sealed record JudgingImage(ProjectImage Image, int? Truth);

/// <summary>
/// A model version taken apart: every image that judged it, what the model says of it, and the figures that follow.
/// Immutable; a correction gives another review.
/// </summary>
public sealed class ModelReview
{
    private readonly Predictions _predictions;
    private readonly Dictionary<long, int> _places;

    /// <param name="images">[n] in the order of the predictions.</param>
    /// <param name="predictions">[n, K] by models that none of these images trained.</param>
    /// <param name="judged">Figures of these predictions by earlier labels, or null: where the labels are the same still, they serve.</param>
    public ModelReview(ModelVersion version, EvaluationBasis basis, IReadOnlyList<JudgingImage> images, Predictions predictions, EvaluationResult? judged = null)
    {
        if (images.Count != predictions.Count)
            throw new ArgumentException($"{images.Count} images and {predictions.Count} predictions do not belong together.", nameof(predictions));

        (Version, Basis, Images, _predictions) = (version, basis, images, predictions);
        _places = images.Index().ToDictionary(i => i.Item.Image.Id, i => i.Index);
        Result = judged is not null && images.Select(i => i.Truth).SequenceEqual(judged.Truth.Select(t => (int?)t)) ? judged : Evaluate();
    }

    public ModelVersion Version { get; }

    public EvaluationBasis Basis { get; }

    /// <summary>Test images that came from the pool after the version was trained. They may have trained it, and do not judge it.</summary>
    public int TrainedOn { get; init; }

    /// <summary>Where the labels are those of when the version was trained, since the classes have changed: how, in a sentence or two. Else null.</summary>
    public string? OfThen { get; init; }

    /// <summary>Whether labels can be corrected by it: not where its classes are those of then.</summary>
    public bool CanCorrect => OfThen is null;

    /// <summary>[n] all images that the model was asked about, poor examples among them.</summary>
    public IReadOnlyList<JudgingImage> Images { get; }

    /// <summary>The figures over the images that have a class.</summary>
    public EvaluationResult Result { get; }

    /// <summary>How far they may be off; drawn at the first call.</summary>
    public EvaluationIntervals Intervals => Result.Intervals;

    /// <returns>[K] probabilities of one of <see cref="Images"/>.</returns>
    public ReadOnlySpan<float> Probabilities(long imageId) => _predictions[_places[imageId]];

    /// <summary>Zero-based class that the model puts first.</summary>
    public int Predicted(long imageId) => _predictions.Best(_places[imageId]);

    public JudgingImage Find(long imageId) => Images[_places[imageId]];

    /// <summary>The images of one cell of the confusion matrix, those first of whose predicted class the model is surest.</summary>
    public IReadOnlyList<JudgingImage> Cell(int truth, int predicted) =>
    [
        .. Images
            .Where(i => i.Truth == truth && Predicted(i.Image.Id) == predicted)
            .OrderByDescending(i => Probabilities(i.Image.Id)[predicted])
            .ThenBy(i => i.Image.Id),
    ];

    /// <summary>
    /// The same model and predictions, with another true class for one image. Where the audit arm judges, the models
    /// that scored the other images still know the old label; the next round's will not.
    /// </summary>
    /// <param name="truth">Zero-based class in the model's order, or null for a poor example.</param>
    public ModelReview Correct(long imageId, int? truth) =>
        new(Version, Basis, [.. Images.Select(i => i.Image.Id == imageId ? i with { Truth = truth } : i)], _predictions) { TrainedOn = TrainedOn, OfThen = OfThen };

    private EvaluationResult Evaluate()
    {
        int[] judging = [.. Enumerable.Range(0, Images.Count).Where(i => Images[i].Truth is not null)];
        var probabilities = new float[judging.Length * _predictions.ClassCount];
        foreach (var (to, from) in judging.Index())
        {
            _predictions[from].CopyTo(probabilities.AsSpan(to * _predictions.ClassCount));
        }

        return Evaluator.Evaluate(
            Basis,
            [.. judging.Select(i => Images[i].Image.Id)],
            [.. judging.Select(i => Images[i].Truth!.Value)],
            new Predictions(probabilities, _predictions.ClassCount));
    }
}
