using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Evaluation.Calibration;
using ActiveLabel.Core.Models;
using CsCheck;

namespace ActiveLabel.Tests.Evaluation.Calibration;

public sealed class ReliabilityDiagramTests
{
    private static readonly Gen<(float First, int Truth)[]> Judged = Gen.Select(Gen.Int[0, 100].Select(i => i / 100f), Gen.Int[0, 1]).Array[0, 80];

    [Fact]
    public void Its_gaps_add_up_to_the_calibration_error() => Judged.Where(j => j.Length > 0).Sample(judged =>
    {
        var (truth, predictions) = Take(judged);

        var bins = ReliabilityDiagram.OfPredicted(truth, predictions);

        bins.Sum(bin => bin.Count == 0 ? 0 : bin.Count * Math.Abs(bin.ShareRight!.Value - bin.MeanProbability!.Value) / judged.Length)
            .ShouldBe(ProbabilityScores.ExpectedCalibrationError(truth, predictions), 1e-9);
    });

    [Fact]
    public void Every_image_is_in_one_bin_whose_ends_hold_its_probability() => Judged.Sample(judged =>
    {
        float[] probabilities = [.. judged.Select(j => j.First)];

        var bins = ReliabilityDiagram.Of(probabilities, [.. judged.Select(j => j.Truth == 0)], bins: 10);

        bins.Count.ShouldBe(10);
        bins.Sum(bin => bin.Count).ShouldBe(judged.Length);
        bins.Sum(bin => bin.Hits).ShouldBe(judged.Count(j => j.Truth == 0));
        bins.Where(bin => bin.Count > 0).ShouldAllBe(bin => bin.MeanProbability >= bin.From - 1e-6 && bin.MeanProbability <= bin.To + 1e-6);
    });

    [Fact]
    public void A_bin_without_images_says_nothing()
    {
        var bins = ReliabilityDiagram.Of([0.95f], [true], bins: 10);

        bins[9].ShareRight.ShouldBe(1);
        bins[9].Interval!.Value.Low.ShouldBeLessThan(0.5);
        (bins[0].Count, bins[0].ShareRight, bins[0].MeanProbability, bins[0].Interval).ShouldBe((0, null, null, null));
    }

    private static (int[] Truth, Predictions Predictions) Take((float First, int Truth)[] judged) =>
        ([.. judged.Select(j => j.Truth)], new Predictions(judged.SelectMany(j => new[] { j.First, 1 - j.First }).ToArray(), 2));
}
