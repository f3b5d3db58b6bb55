using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Evaluation;

/// <summary>
/// The figures of twelve images with ties, wrong certainty, and probabilities of 0 and 1, as scikit-learn 1.2.1 has them:
/// <code>
/// y = np.array(Truth); p = np.array(Sixteenths).reshape(12, 3) / 16; q = p.argmax(1)
/// balanced_accuracy_score(y, q); f1_score(y, q, average='macro'); precision_recall_fscore_support(y, q); log_loss(y, p)
/// sum(brier_score_loss(y == k, p[:, k]) for k in range(3))
/// roc_auc_score(y == k, p[:, k]); average_precision_score(y == k, p[:, k]); precision_recall_curve(y == k, p[:, k])
/// c = p.max(1); b = np.ceil(c * 15) - 1   # it has no calibration error; bins by hand
/// sum(abs((q == y)[b == i].mean() - c[b == i].mean()) * (b == i).mean() for i in set(b))
/// </code>
/// </summary>
public sealed class GoldenFiguresTests
{
    private static readonly int[] Truth = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2];

    private static readonly int[] Sixteenths =
    [
        12, 3, 1, 8, 4, 4, 4, 8, 4, 10, 6, 0, 16, 0, 0, 2, 12, 2,
        8, 8, 0, 3, 9, 4, 9, 5, 2, 1, 1, 14, 8, 4, 4, 0, 16, 0,
    ];

    private static readonly EvaluationResult Result = Evaluator.Evaluate(
        EvaluationBasis.TestSplit, [.. Truth.Index().Select(t => (long)t.Index)], Truth, new Predictions(Sixteenths.Select(s => s / 16f).ToArray(), 3));

    [Fact]
    public void Figures_of_the_predicted_class()
    {
        Result.Summary.Accuracy.ShouldBe(0.5833333333333334, 1e-12);
        Result.Summary.BalancedAccuracy.ShouldBe(0.5444444444444444, 1e-12);
        Result.Summary.MacroF1.ShouldBe(0.5555555555555555, 1e-12);
        Each(Result.Confusion.Precision, 0.5714285714285714, 0.5, 1);
        Each(Result.Confusion.Recall, 0.8, 0.5, 0.3333333333333333);
        Each(Result.Confusion.F1, 0.6666666666666666, 0.5, 0.5);
    }

    [Fact]
    public void Figures_of_the_probabilities()
    {
        Result.Summary.LogLoss.ShouldBe(3.5933292161633243, 1e-12);
        Result.Brier.ShouldBe(0.5182291666666666, 1e-12);
        Result.ExpectedCalibrationError.ShouldBe(0.26041666666666663, 1e-12);
    }

    [Fact]
    public void Areas_one_against_the_rest()
    {
        Each(k => Result.Roc[k]!.Auc, 0.8571428571428571, 0.796875, 0.6666666666666666);
        Each(k => Result.Summary.Auc[k]!.Value, 0.8571428571428571, 0.796875, 0.6666666666666666);
        Each(k => Result.PrecisionRecall[k]!.AveragePrecision, 0.8392857142857142, 0.5845238095238094, 0.55);
    }

    [Fact]
    public void Points_of_precision_and_recall()
    {
        var points = Result.PrecisionRecall[1].ShouldNotBeNull().Points.Reverse().ToArray();

        points.Select(p => p.Precision).ShouldBe(
            [0.3333333333333333, 0.36363636363636365, 0.4, 0.4444444444444444, 0.5714285714285714, 0.5, 0.6, 0.6666666666666666, 0.5, 0, 1], 1e-12);
        points.Select(p => p.Recall).ShouldBe([1, 1, 1, 1, 1, 0.75, 0.75, 0.5, 0.25, 0, 0], 1e-12);
        points[..^1].Select(p => p.Threshold).ShouldBe([0, 0.0625, 0.1875, 0.25, 0.3125, 0.375, 0.5, 0.5625, 0.75, 1], 1e-12);
    }

    private static void Each(Func<int, double> figure, params double[] expected)
    {
        expected.Length.ShouldBe(3);
        Enumerable.Range(0, 3).Select(figure).ShouldBe(expected, 1e-12);
    }
}
