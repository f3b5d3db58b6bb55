using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Shell.Charts;

namespace ActiveLabel.Web.Features.Rounds;

/// <summary>A round with the model version it made.</summary>
/// <param name="Version">Null where it made none.</param>
public sealed record RoundRow(Round Round, ModelSummary? Version)
{
    /// <summary>Whether the newest version knows other classes, or means something else by them: their figures do not compare.</summary>
    public bool OfOtherClasses { get; init; }
}

/// <summary>All that the Rounds page shows, as it was at one moment.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="NewLabels">Labels since the newest round read its training set.</param>
public sealed record RoundsView(IReadOnlyList<RoundRow> Rows, LearningCurve Curve, int Labelled, int NewLabels, int PoolImages, int Featurized)
{
    public Round? Newest => Rows.Count == 0 ? null : Rows[0].Round;

    public bool IsRunning => Newest is { IsOver: false };

    public static RoundsView Of(IReadOnlyList<Round> rounds, IReadOnlyList<ModelSummary> versions, ClassHistory classes, LabelProgress progress, ImageCounts images)
    {
        var byId = versions.ToDictionary(v => v.Id);
        var newest = versions.MaxBy(v => v.Number);
        return new RoundsView(
            [
                .. rounds.OrderByDescending(r => r.Number)
                    .Select(r => new RoundRow(r, r.ModelVersionId is { } id ? byId.GetValueOrDefault(id) : null))
                    .Select(row => row with { OfOtherClasses = row.Version is { } version && newest is not null && !ClassEras.IsSame(version, newest, classes) }),
            ],
            LearningCurve.Of(versions, classes),
            progress.Labelled,
            progress.SinceLastRound,
            images.Pool,
            images.Featurized);
    }
}
