using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Thresholds;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Shell.Charts.Sketches;

namespace ActiveLabel.Web.Features.Review.Plots;

/// <summary>One class against the rest, as plots show it.</summary>
/// <param name="K">Zero-based place in the model's order.</param>
public sealed record PlotSubject(EvaluationResult Result, ProjectClass Class, int K)
{
    /// <summary>[n] probability of the class.</summary>
    public IReadOnlyList<float> Scores => field ??= Result.Scores(K);

    /// <summary>[n] whether the image is of the class.</summary>
    public IReadOnlyList<bool> IsOf => field ??= Result.IsOf(K);

    /// <summary>One class against the rest at every threshold.</summary>
    public ThresholdSweep Sweep => field ??= new ThresholdSweep(Scores, IsOf);

    public ScoreHistogram Histogram => field ??= ScoreHistogram.Of(Scores, IsOf);

    public RocCurve? Roc => Result.Roc[K];

    public PrecisionRecallCurve? PrecisionRecall => Result.PrecisionRecall[K];

    public string Name => Class.Name;

    public PlotTone Tone => PlotTone.Of(Class.Ordinal);

    /// <summary>Images of the class.</summary>
    public int Positives => Result.Confusion.Support(K);

    /// <summary>Images of all other classes.</summary>
    public int Negatives => Result.Confusion.Count - Positives;

    /// <param name="classes">In the model's order.</param>
    public static IReadOnlyList<PlotSubject> Of(EvaluationResult result, IReadOnlyList<ProjectClass> classes) =>
        [.. classes.Select((c, k) => new PlotSubject(result, c, k))];
}
