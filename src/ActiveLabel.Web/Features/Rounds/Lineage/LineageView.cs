using System.Globalization;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Rounds.Lineage;

/// <summary>A setting as the round had it, and as it is now.</summary>
public sealed record SettingThen(string Name, string Then, string? Now)
{
    public bool IsOther => Now is not null && Now != Then;
}

/// <summary>All that is known of where a round's model comes from.</summary>
/// <param name="Version">Null where the round made none.</param>
/// <param name="Origin">Null of rounds from before it was recorded.</param>
/// <param name="WeightsHash">SHA-256 of the version's weights; null without a version.</param>
public sealed record LineageView(Round Round, ModelVersion? Version, ModelOrigin? Origin, string? WeightsHash)
{
    public bool IsUnderWay => !Round.IsOver;

    /// <summary>What the round did with its time, in words; empty of old rounds.</summary>
    public IReadOnlyList<(string Name, string Took)> Times => Round.Times is not { } times
        ? []
        :
        [
            ("reading labels and vectors", Seconds(times.Read)),
            ("choosing penalties and guesses", Seconds(times.Plan)),
            ("training", Seconds(times.Train)),
            ("calibrating", Seconds(times.Calibrate)),
            ("judging", Seconds(times.Judge)),
            ("scoring unlabelled images", Seconds(times.Score)),
            ("choosing the next images", Seconds(times.Select)),
        ];

    /// <summary>Who judged the version, in words.</summary>
    public string Judges => Version?.Evaluation switch
    {
        null => "nothing could judge it",
        { Basis: EvaluationBasis.TestSplit, Count: var n } => Wording.Count(n, "labelled test image"),
        { Count: var n } => $"{Wording.Count(n, "image")} of the audit arm, by cross-fitting",
    };

    public string Preprocessing => Origin is not { } origin ? "" : Of(origin.Featurizer.Preprocessing);

    /// <summary>Settings that shape models and rounds, as they were and as they are.</summary>
    public IReadOnlyList<SettingThen> Settings(ProjectPolicy now)
    {
        if (Origin is not { Policy: var then })
            return [];

        return
        [
            Of("strategy", p => p.Strategy.ToString()),
            Of("first images", p => p.Start.ToString()),
            Of("images in a batch", p => Number(p.BatchSize)),
            Of("labels until the next round", p => Number(p.RetrainAfter)),
            Of("share of random checks", p => $"{p.AuditShare:P0}"),
            Of("trainer", p => RoundWords.Of(p.Trainer)),
            Of("penalties", p => p.Penalties.ToString()),
            Of("L1, L2", p => string.Create(CultureInfo.InvariantCulture, $"{p.L1}, {p.L2}")),
            Of("class weights", p => p.Weights.ToString()),
            Of("coordinates", p => p.Normalisation.ToString()),
            Of("learning from look-alikes", p => p.SpreadLabels ? "on" : "off"),
            Of("answers about each image", p => Number(p.Opinions)),
            Of("seed", p => Number(p.Seed)),
        ];

        SettingThen Of(string name, Func<ProjectPolicy, string> value) => new(name, value(then), value(now));
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(long milliseconds) =>
        milliseconds < 1000 ? $"{milliseconds} ms" : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.00} s");

    private static string Of(Preprocessing how) => string.Create(
        CultureInfo.InvariantCulture,
        $"{how.Width} × {how.Height}, {how.Resize}, {how.Interpolation}, {how.Channels}, scale {how.Scale:0.######}, mean {how.Mean.First:0.###} {how.Mean.Second:0.###} {how.Mean.Third:0.###}, deviation {how.Deviation.First:0.###} {how.Deviation.Second:0.###} {how.Deviation.Third:0.###}{(how.Views == Views.Single ? "" : $", {how.Views}")}").ToLower(CultureInfo.InvariantCulture);
}
