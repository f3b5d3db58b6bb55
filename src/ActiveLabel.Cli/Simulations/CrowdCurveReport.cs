using System.Text.Json.Serialization;
using ActiveLabel.Core.Evaluation.Simulation.Crowd;

namespace ActiveLabel.Cli.Simulations;

/// <summary>One way to buy answers, as a machine reads it.</summary>
/// <param name="Difference">Of the mean, from the first plan's; null for the first.</param>
internal sealed record CrowdCurveReport(
    string Plan, double Mean, double? MeanStandardError, double? Difference, double? DifferenceStandardError, IReadOnlyList<CrowdRoundReport> Rounds)
{
    public static CrowdCurveReport Of(CrowdCurve curve) => new(
        curve.Plan.ToString(), curve.Mean.Mean, curve.Mean.StandardError, curve.Difference?.Mean, curve.Difference?.StandardError,
        [
            .. curve.Rounds.Select(r => new CrowdRoundReport(
                r.Answers, r.Images.Mean, r.LabelAccuracy.Mean, r.Accuracy.Mean, r.BalancedAccuracy.Mean, r.BalancedAccuracy.StandardError,
                r.Difference?.Mean, r.Difference?.StandardError)),
        ]);
}

internal sealed record CrowdRoundReport(
    int Answers, double Images, double LabelAccuracy, double Accuracy, double BalancedAccuracy, double? BalancedAccuracyStandardError, double? Difference,
    double? DifferenceStandardError);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CrowdCurveReport[]))]
internal sealed partial class CrowdJson : JsonSerializerContext;
