using System.Text.Json.Serialization;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Cli.Commands.Rounds;

/// <summary>What <c>rounds list --json</c> prints.</summary>
internal sealed record RoundListReport(string Project, IReadOnlyList<RoundReport> Rounds);

/// <param name="ModelVersion">Null where the round made no model.</param>
/// <param name="Accuracy">0 to 1; null where nothing could judge the model.</param>
/// <param name="WeightsHash">SHA-256; null of rounds from before it was recorded.</param>
internal sealed record RoundReport(
    int Round, RoundState State, string? Reason, string Strategy, int BatchSize, int Labels, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt,
    int? ModelVersion, double? Accuracy, double? BalancedAccuracy, string? WeightsHash, string? ProgramVersion);

/// <summary>What <c>rounds rebuild --json</c> prints.</summary>
/// <param name="Verdict"><c>Identical</c>, <c>Different</c> or <c>Impossible</c>.</param>
/// <param name="Recorded">False of rounds from before it was recorded what rounds read.</param>
/// <param name="RoundSeconds">What the round took for the same; null where that was not kept.</param>
internal sealed record RebuiltReport(
    string Project, int Round, int ModelVersion, RebuildVerdict Verdict, bool Recorded, string WeightsHash, string? RebuiltHash,
    IReadOnlyList<RebuildCheck> Checks, IReadOnlyList<string> Reasons, double Seconds, double? RoundSeconds)
{
    public static RebuiltReport Of(string project, RebuildReport report) => new(
        project, report.Round, report.ModelVersion, report.Verdict, report.WasRecorded, report.WeightsHash, report.RebuiltHash, report.Checks, report.Reasons,
        Math.Round(report.Took.TotalSeconds, 3), report.RoundTook is { } took ? Math.Round(took.TotalSeconds, 3) : null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RoundListReport))]
[JsonSerializable(typeof(RebuiltReport))]
internal sealed partial class RoundsJson : JsonSerializerContext;
