using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly Predictions FourImages = new(new[] { 0.9f, 0.1f, 0, 0.2f, 0.8f, 0, 0.6f, 0.4f, 0, 0.3f, 0.7f, 0 }, 3);

    [Fact]
    public void Summary_holds_the_figures_of_the_details()
    {
        var result = Evaluator.Evaluate(EvaluationBasis.TestSplit, [7, 8, 9, 10], [0, 1, 1, 1], FourImages);

        result.Summary.Basis.ShouldBe(EvaluationBasis.TestSplit);
        result.Summary.Count.ShouldBe(4);
        result.Summary.Accuracy.ShouldBe(0.75);
        result.Summary.BalancedAccuracy.ShouldBe((1 + (2.0 / 3)) / 2);
        result.Summary.LogLoss.ShouldBe(-(Math.Log(0.9) + Math.Log(0.8) + Math.Log(0.4) + Math.Log(0.7)) / 4, 1e-6);
        result.Summary.Auc.ShouldBe([1.0, 1.0, null]);
        result.Roc[2].ShouldBeNull();
        result.ImageIds.ShouldBe([7, 8, 9, 10]);
    }

    [Fact]
    public void A_certain_error_costs_much_but_not_infinitely_much()
    {
        var loss = ProbabilityScores.LogLoss([2], new Predictions(new[] { 0.5f, 0.5f, 0 }, 3));

        loss.ShouldBe(-Math.Log(Math.Pow(2, -52)), 1e-9);
    }

    [Fact]
    public void Calibration_error_is_the_mean_gap_between_claim_and_truth()
    {
        // One bin a tenth: 0.9 right, 0.8 right, 0.6 wrong, 0.7 right.
        ProbabilityScores.ExpectedCalibrationError([0, 1, 1, 1], FourImages, bins: 10)
            .ShouldBe((0.1 + 0.2 + 0.6 + 0.3) / 4, 1e-6);

        // One bin for all: 3 of 4 right, 0.75 claimed on average.
        ProbabilityScores.ExpectedCalibrationError([0, 1, 1, 1], FourImages, bins: 1).ShouldBe(0, 1e-6);
    }

    [Fact]
    public void What_does_not_belong_together_is_refused() =>
        Should.Throw<ArgumentException>(() => Evaluator.Evaluate(EvaluationBasis.TestSplit, [1, 2, 3], [0, 1, 1], FourImages));
}
