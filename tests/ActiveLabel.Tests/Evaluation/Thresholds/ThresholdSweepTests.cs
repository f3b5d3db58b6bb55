using ActiveLabel.Core.Evaluation.Thresholds;
using CsCheck;

namespace ActiveLabel.Tests.Evaluation.Thresholds;

public sealed class ThresholdSweepTests
{
    private static readonly Gen<(float Score, bool Positive)[]> Scored = Gen.Select(Gen.Int[0, 40].Select(i => i / 40f), Gen.Bool).Array[0, 60];

    [Fact]
    public void Figures_at_any_threshold_are_those_of_a_count() => Gen.Select(Scored, Gen.Double[0, 1]).Sample((scored, threshold) =>
    {
        var figures = Sweep(scored).At(threshold);

        figures.ShouldBe(new ThresholdFigures(
            threshold,
            scored.Count(s => s.Positive && s.Score >= threshold), scored.Count(s => !s.Positive && s.Score >= threshold),
            scored.Count(s => s.Positive && s.Score < threshold), scored.Count(s => !s.Positive && s.Score < threshold)));
    });

    [Fact]
    public void No_threshold_has_a_better_F1_than_the_one_suggested() => Scored.Where(HasPositive).Sample(scored =>
    {
        var sweep = Sweep(scored);
        var best = sweep.BestF1().ShouldNotBeNull();

        best.F1.ShouldBe(sweep.At(best.Threshold).F1);
        best.F1.ShouldBe(sweep.Steps.Max(step => step.F1));
    });

    [Fact]
    public void What_is_suggested_for_a_recall_reaches_it_with_the_best_precision() => Gen.Select(Scored.Where(HasPositive), Gen.Double[0, 1]).Sample((scored, least) =>
    {
        var sweep = Sweep(scored);
        var found = sweep.WithRecall(least).ShouldNotBeNull();

        sweep.At(found.Threshold).Recall!.Value.ShouldBeGreaterThanOrEqualTo(least);
        found.Precision.ShouldBe(sweep.Steps.Where(step => step.Recall >= least).Max(step => step.Precision));
    });

    [Fact]
    public void What_is_suggested_for_a_precision_reaches_it_or_there_is_none() => Gen.Select(Scored.Where(HasPositive), Gen.Double[0, 1]).Sample((scored, least) =>
    {
        var sweep = Sweep(scored);
        var reaching = sweep.Steps.Where(step => step.Precision >= least).ToList();

        if (sweep.WithPrecision(least) is not { } found)
            reaching.ShouldBeEmpty();
        else
            (sweep.At(found.Threshold).Precision >= least, found.Recall).ShouldBe((true, reaching.Max(step => step.Recall)));
    });

    [Fact]
    public void A_suggestion_is_said_in_as_few_digits_as_do_the_same()
    {
        var sweep = new ThresholdSweep([0.912f, 0.6473f, 0.64f, 0.1f], [true, true, false, false]);

        sweep.BestF1()!.Value.Threshold.ShouldBe(0.647, 1e-9);
        sweep.BestF1()!.Value.F1.ShouldBe(1);
    }

    [Fact]
    public void The_images_around_a_threshold_are_the_nearest_on_either_side()
    {
        var sweep = new ThresholdSweep([0.9f, 0.2f, 0.55f, 0.5f, 0.45f, 0.1f], [true, false, true, false, true, false]);

        sweep.JustAbove(0.5, 2).ShouldBe([3, 2]);
        sweep.JustBelow(0.5, 2).ShouldBe([4, 1]);
        sweep.JustAbove(0.95, 2).ShouldBeEmpty();
    }

    [Fact]
    public void Without_images_everything_is_nothing()
    {
        var sweep = new ThresholdSweep([], []);

        sweep.Steps.ShouldBeEmpty();
        sweep.BestF1().ShouldBeNull();
        var figures = sweep.At(0.5);
        (figures.Precision, figures.Recall, figures.Specificity, figures.F1).ShouldBe((null, null, null, null));
    }

    [Fact]
    public void A_single_image_has_its_figures()
    {
        var figures = new ThresholdSweep([0.7f], [true]).At(0.5);

        (figures.Precision, figures.Recall, figures.Specificity, figures.F1).ShouldBe((1, 1, null, 1));
    }

    private static bool HasPositive((float Score, bool Positive)[] scored) => scored.Any(s => s.Positive);

    private static ThresholdSweep Sweep((float Score, bool Positive)[] scored) => new([.. scored.Select(s => s.Score)], [.. scored.Select(s => s.Positive)]);
}
