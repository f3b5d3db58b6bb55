using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Tests.Evaluation.LabelErrors;

/// <summary>Numbers of a script of its own, <c>tests/ActiveLabel.Benchmarks/peers/confident_learning.py 7</c>, and cases by hand.</summary>
public sealed class ConfidentJointTests
{
    private static readonly ConfidentJoint Joint = ConfidentJoint.Of(MadeUpLabels.Given, MadeUpLabels.Predictions);

    [Fact]
    public void Thresholds_are_the_mean_probability_of_a_class_over_its_images()
    {
        Joint.Thresholds[0].ShouldBe(0.5510952380952382, 1e-6);
        Joint.Thresholds[1].ShouldBe(0.5849444444444445, 1e-6);
        Joint.Thresholds[2].ShouldBe(0.5579523809523811, 1e-6);
    }

    [Fact]
    public void Counts_and_joint_are_those_of_the_script()
    {
        int[][] counts = [[15, 3, 2], [2, 13, 1], [3, 1, 16]];
        double[][] shares = [[0.2625, 0.0525, 0.035], [0.0375, 0.24375, 0.01875], [0.0525, 0.0175, 0.28]];
        for (var given = 0; given < 3; given++)
        {
            for (var likely = 0; likely < 3; likely++)
            {
                Joint[given, likely].ShouldBe(counts[given][likely]);
                Joint.Share(given, likely).ShouldBe(shares[given][likely], 1e-12);
            }
        }

        Joint.OffDiagonal.ShouldBe(12);
        Joint.ExpectedErrors.ShouldBe(12.825, 1e-9);
    }

    [Fact]
    public void Pruning_by_noise_rate_and_the_margin_put_first_what_the_script_does()
    {
        SuspicionOrder.Of(Suspicion.NoiseRate, MadeUpLabels.Given, MadeUpLabels.Predictions, Joint).Take(12).Order()
            .ShouldBe([0, 1, 2, 3, 4, 11, 21, 24, 29, 30, 31, 34]);
        SuspicionOrder.Of(Suspicion.NormalizedMargin, MadeUpLabels.Given, MadeUpLabels.Predictions, Joint).Take(10)
            .ShouldBe([4, 30, 0, 29, 11, 2, 34, 21, 31, 3]);
    }

    [Fact]
    public void Shares_sum_to_one_and_each_row_to_the_share_of_its_label()
    {
        for (var given = 0; given < 3; given++)
        {
            Enumerable.Range(0, 3).Sum(k => Joint.Share(given, k)).ShouldBe(MadeUpLabels.Given.Count(k => k == given) / 60.0, 1e-12);
        }
    }

    [Fact]
    public void No_image_counts_as_a_class_that_nobody_has_labelled()
    {
        var joint = ConfidentJoint.Of([0, 0, 2], new Predictions(new float[] { 0.9f, 0.1f, 0, 0.2f, 0.8f, 0, 0.3f, 0.3f, 0.4f }, 3));

        joint.Thresholds[1].ShouldBe(double.PositiveInfinity);
        joint[0, 1].ShouldBe(0);
        joint.ExpectedErrors.ShouldBe(0);
    }

    [Fact]
    public void Labels_that_nobody_contradicts_are_expected_to_be_right()
    {
        var joint = ConfidentJoint.Of([0, 1, 0, 1], new Predictions(new float[] { 0.9f, 0.1f, 0.2f, 0.8f, 0.7f, 0.3f, 0.4f, 0.6f }, 2));

        joint.ExpectedErrors.ShouldBe(0);
        joint.OffDiagonal.ShouldBe(0);
    }

    [Fact]
    public void Of_no_labels_nothing_is_expected() =>
        ConfidentJoint.Of([], new Predictions(Array.Empty<float>(), 2)).ExpectedErrors.ShouldBe(0);

    [Fact]
    public void Counts_that_do_not_belong_together_are_refused()
    {
        Should.Throw<ArgumentException>(() => ConfidentJoint.Of([0, 1], new Predictions(new float[] { 0.5f, 0.5f }, 2)));
        Should.Throw<ArgumentException>(() => ConfidentJoint.Of([2], new Predictions(new float[] { 0.5f, 0.5f }, 2)));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Every_order_holds_every_label_once(Suspicion by) =>
        SuspicionOrder.Of(by, MadeUpLabels.Given, MadeUpLabels.Predictions, Joint).Order().ShouldBe(Enumerable.Range(0, 60));

    public static TheoryData<Suspicion> Orders { get; } = [.. Enum.GetValues<Suspicion>()];
}
