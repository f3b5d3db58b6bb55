using System.Globalization;
using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Web.Features.Review;

/// <summary>What the Review page shows, as its address says it: a link leads whoever opens it to the same.</summary>
/// <param name="Version">Number of the version; null for the newest.</param>
/// <param name="By">Which images judge; null for the usual ones.</param>
/// <param name="ClassId">The class whose curves are shown; null for the first that has some.</param>
/// <param name="AllClasses">Whether the curves of all classes are shown.</param>
/// <param name="From">The threshold; null for one half.</param>
/// <param name="Cell">Class ids of the cell that is open: labelled and predicted.</param>
public sealed record ReviewAddress(int? Version, EvaluationBasis? By, long? ClassId = null, bool AllClasses = false, double? From = null, (long Truth, long Predicted)? Cell = null)
{
    private const string All = "all";

    private static readonly (EvaluationBasis Basis, string Word)[] Words =
        [(EvaluationBasis.TestSplit, "test"), (EvaluationBasis.AuditCrossFitting, "audit"), (EvaluationBasis.PoolCrossFitting, "pool")];

    /// <summary>What makes no sense is as if it were not there.</summary>
    public static ReviewAddress Read(string? version, string? by, string? @class, string? from, string? cell) => new(
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        Words.Where(w => w.Word == by).Select(w => (EvaluationBasis?)w.Basis).FirstOrDefault(),
        Id(@class),
        @class == All,
        double.TryParse(from, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold) && threshold is >= 0 and <= 1 ? threshold : null,
        cell?.Split('-') is [var truth, var predicted] && Id(truth) is { } t && Id(predicted) is { } p ? (t, p) : null);

    /// <summary>Which images judge, as addresses say it.</summary>
    public static string Word(EvaluationBasis basis) => Words.Single(w => w.Basis == basis).Word;

    /// <summary>With a leading question mark; empty where all is as it is without.</summary>
    public string Query(params IEnumerable<(string Name, string Value)> more)
    {
        var parts = Parts().Concat(more).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}").ToList();
        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }

    public static string Say(double threshold) => threshold.ToString("0.#########", CultureInfo.InvariantCulture);

    private IEnumerable<(string Name, string Value)> Parts()
    {
        if (Version is { } version)
            yield return ("version", version.ToString(CultureInfo.InvariantCulture));
        if (By is { } by)
            yield return ("by", Word(by));
        if (AllClasses || ClassId is not null)
            yield return ("class", AllClasses ? All : ClassId!.Value.ToString(CultureInfo.InvariantCulture));
        if (From is { } from)
            yield return ("from", Say(from));
        if (Cell is var (truth, predicted))
            yield return ("cell", string.Create(CultureInfo.InvariantCulture, $"{truth}-{predicted}"));
    }

    private static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
