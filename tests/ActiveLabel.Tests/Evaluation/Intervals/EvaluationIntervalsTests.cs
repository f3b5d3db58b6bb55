using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Intervals;
using ActiveLabel.Core.Models;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation.Intervals;

public sealed class EvaluationIntervalsTests
{
    [Fact]
    public void Every_interval_is_that_of_evaluating_each_resample_anew()
    {
        const int Resamples = 200;
        var result = Judged(count: 40, classes: 4, seed: 5);
        var drawer = new ResampledFigures(result);
        var evaluated = Enumerable.Range(0, Resamples).Select(number => Evaluated(result, drawer, number)).ToArray();

        var intervals = EvaluationIntervals.Of(result, Resamples, seed: 3);

        Same(intervals.Accuracy, evaluated.Select(e => e.Summary.Accuracy));
        Same(intervals.BalancedAccuracy, evaluated.Select(e => e.Summary.BalancedAccuracy));
        Same(intervals.MacroF1, evaluated.Select(e => e.Summary.MacroF1));
        Same(intervals.LogLoss, evaluated.Select(e => e.Summary.LogLoss));
        Same(intervals.Brier, evaluated.Select(e => e.Brier));
        Same(intervals.ExpectedCalibrationError, evaluated.Select(e => e.ExpectedCalibrationError));
        for (var k = 0; k < 4; k++)
        {
            // What nothing is predicted as in a resample has no precision there.
            Same(intervals.Classes[k].Precision, evaluated.Where(e => e.Confusion.Predicted(k) > 0).Select(e => e.Confusion.Precision(k)));
            Same(intervals.Classes[k].Recall, evaluated.Select(e => e.Confusion.Recall(k)));
            Same(intervals.Classes[k].F1, evaluated.Select(e => e.Confusion.F1(k)));
            Same(intervals.Classes[k].Auc, evaluated.Select(e => e.Roc[k]!.Auc));
            Same(intervals.Classes[k].AveragePrecision, evaluated.Select(e => e.PrecisionRecall[k]!.AveragePrecision));
        }
    }

    [Fact]
    public void Each_resample_draws_as_many_images_of_a_class_as_there_are()
    {
        var result = Judged(count: 40, classes: 4, seed: 5);
        var drawer = new ResampledFigures(result);
        var drawn = new int[40];

        for (var number = 0; number < 20; number++)
        {
            drawer.Weigh(seed: 1, number, drawn);
            Enumerable.Range(0, 4).ShouldAllBe(k => Enumerable.Range(0, 40).Where(i => result.Truth[i] == k).Sum(i => drawn[i]) == result.Confusion.Support(k));
            drawn.ShouldContain(0);
        }
    }

    [Fact]
    public void An_accuracys_interval_is_near_to_Wilsons_and_narrows_with_the_images()
    {
        var few = Judged(count: 100, classes: 2, seed: 1);
        var many = Judged(count: 1600, classes: 2, seed: 1);

        var narrow = EvaluationIntervals.Of(many).Accuracy.ShouldNotBeNull();
        var wide = EvaluationIntervals.Of(few).Accuracy.ShouldNotBeNull();

        var wilson = WilsonInterval.Of(many.Summary.Accuracy, 1600);
        narrow.Low.ShouldBe(wilson.Low, 0.008);
        narrow.High.ShouldBe(wilson.High, 0.008);
        (wide.High - wide.Low).ShouldBe(4 * (narrow.High - narrow.Low), narrow.High - narrow.Low);
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals()
    {
        var result = Judged(count: 60, classes: 3, seed: 2);

        EvaluationIntervals.Of(result).LogLoss.ShouldBe(EvaluationIntervals.Of(result).LogLoss);
        EvaluationIntervals.Of(result).LogLoss.ShouldNotBe(EvaluationIntervals.Of(result, seed: 2).LogLoss);
    }

    [Fact]
    public void Where_all_are_right_a_share_has_Wilsons_interval_and_the_rest_none()
    {
        float[] probabilities = [.. Enumerable.Range(0, 12).SelectMany(i => i % 2 == 0 ? new[] { 1f, 0 } : [0f, 1])];

        var intervals = EvaluationIntervals.Of(Evaluate([.. Enumerable.Range(0, 12).Select(i => i % 2)], probabilities, 2));

        intervals.Accuracy.ShouldBe(WilsonInterval.Of(1, 12));
        intervals.Classes[0].Recall.ShouldBe(WilsonInterval.Of(1, 6));
        intervals.Classes[0].Precision.ShouldBe(WilsonInterval.Of(1, 6));
        intervals.Classes[0].Auc.ShouldBeNull();
        (intervals.BalancedAccuracy, intervals.MacroF1, intervals.LogLoss, intervals.Brier).ShouldBe((null, null, null, null));
    }

    [Fact]
    public void A_class_without_images_has_no_intervals_and_takes_none_from_the_others()
    {
        // Class 2 has no images, and nothing is predicted as such.
        var result = Evaluate([0, 0, 0, 1, 1, 1], [0.8f, 0.2f, 0, 0.6f, 0.3f, 0.1f, 0.4f, 0.5f, 0.1f, 0.3f, 0.7f, 0, 0.2f, 0.8f, 0, 0.9f, 0.1f, 0], 3);

        var intervals = EvaluationIntervals.Of(result);

        intervals.Classes[2].ShouldBe(new ClassIntervals(null, null, null, null, null));
        intervals.BalancedAccuracy.ShouldNotBeNull();
        intervals.Classes[0].Auc.ShouldNotBeNull();
    }

    [Fact]
    public void A_class_with_one_image_has_no_areas_interval()
    {
        var result = Evaluate([0, 0, 0, 0, 1], [0.9f, 0.1f, 0.2f, 0.8f, 0.6f, 0.4f, 0.7f, 0.3f, 0.5f, 0.5f], 2);

        var intervals = EvaluationIntervals.Of(result);

        result.Summary.Auc[1].ShouldNotBeNull();
        (intervals.Classes[1].F1, intervals.Classes[1].Auc, intervals.Classes[1].AveragePrecision).ShouldBe((null, null, null));
        intervals.Classes[1].Recall.ShouldBe(WilsonInterval.Of(0, 1));
        intervals.Classes[0].Auc.ShouldNotBeNull();
    }

    [Fact]
    public void Of_one_class_only_there_is_no_area_but_a_recall()
    {
        var intervals = EvaluationIntervals.Of(Evaluate([0, 0, 0, 0], [0.9f, 0.1f, 0.8f, 0.2f, 0.3f, 0.7f, 0.6f, 0.4f], 2));

        intervals.Classes[0].Auc.ShouldBeNull();
        intervals.Classes[0].Recall.ShouldNotBeNull();
        intervals.Classes[0].Precision.ShouldBe(WilsonInterval.Of(1, 3));
        intervals.Classes[1].Recall.ShouldBeNull();
        intervals.Classes[1].Precision.ShouldBe(WilsonInterval.Of(0, 1));
    }

    [Fact]
    public void One_image_says_next_to_nothing_and_none_nothing()
    {
        var one = EvaluationIntervals.Of(Evaluate([0], [0.6f, 0.4f], 2));

        one.Accuracy.ShouldBe(WilsonInterval.Of(1, 1));
        one.LogLoss.ShouldBeNull();
        EvaluationIntervals.Of(Evaluate([], [], 2)).Accuracy.ShouldBeNull();
    }

    private static EvaluationResult Evaluated(EvaluationResult result, ResampledFigures drawer, int number)
    {
        var drawn = new int[result.Truth.Count];
        drawer.Weigh(seed: 3, number, drawn);
        int[] places = [.. Enumerable.Range(0, drawn.Length).SelectMany(i => Enumerable.Repeat(i, drawn[i]))];
        return Evaluate(
            [.. places.Select(i => result.Truth[i])], [.. places.SelectMany(i => result.Predictions[i].ToArray())], result.Predictions.ClassCount);
    }

    private static void Same(Interval? interval, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        interval.ShouldNotBeNull().Low.ShouldBe(EvaluationIntervals.Percentile(sorted, 0.025), 1e-9);
        interval.Value.High.ShouldBe(EvaluationIntervals.Percentile(sorted, 0.975), 1e-9);
        interval.Value.Low.ShouldBeLessThan(interval.Value.High);
    }

    /// <summary>Images whose true class is the likelier, with many equal scores.</summary>
    private static EvaluationResult Judged(int count, int classes, int seed)
    {
        var random = new Random(seed);
        int[] truth = [.. Enumerable.Range(0, count).Select(i => i % classes)];
        var probabilities = new float[count * classes];
        for (var i = 0; i < count; i++)
        {
            var row = probabilities.AsSpan(i * classes, classes);
            for (var k = 0; k < classes; k++)
            {
                row[k] = random.Next(1, 6) + (k == truth[i] ? 2 : 0);
            }

            var sum = row.ToArray().Sum();
            foreach (ref var p in row)
            {
                p /= sum;
            }
        }

        return Evaluate(truth, probabilities, classes);
    }

    private static EvaluationResult Evaluate(int[] truth, float[] probabilities, int classes) => Evaluator.Evaluate(
        EvaluationBasis.TestSplit, [.. truth.Index().Select(t => (long)t.Index)], truth, new Predictions(probabilities, classes));
}
