namespace ActiveLabel.Core.Sampling;

/// <summary>What people, commands and stored values call the parts of a strategy.</summary>
internal static class PartNames
{
    public static readonly IReadOnlyDictionary<UtilityKind, string> Utilities = new Dictionary<UtilityKind, string>
    {
        [UtilityKind.Random] = "random",
        [UtilityKind.Entropy] = "entropy",
        [UtilityKind.WorstBestScore] = "worst-best-score",
        [UtilityKind.Margin] = "margin",
        [UtilityKind.Committee] = "committee",
        [UtilityKind.ModelChange] = "model-change",
        [UtilityKind.Typicality] = "typicality",
        [UtilityKind.None] = "",
    };

    public static readonly IReadOnlyDictionary<BatchKind, string> Batches = new Dictionary<BatchKind, string>
    {
        [BatchKind.Top] = "top",
        [BatchKind.Diverse] = "diverse",
        [BatchKind.Balanced] = "balanced",
        [BatchKind.KCentre] = "k-centre",
        [BatchKind.Badge] = "badge",
        [BatchKind.Apart] = "apart",
    };

    /// <summary>What there is to choose from, as the middle of a sentence.</summary>
    public static string Choice =>
        $"default, one of {string.Join(", ", Utilities.Values.Where(n => n.Length > 0))}, or one of these and a batch, as margin+diverse, of {string.Join(", ", Batches.Values)}; k-centre and badge also go alone";

    /// <returns>Null where nothing has that name.</returns>
    public static T? Find<T>(IReadOnlyDictionary<T, string> names, string name)
        where T : struct, Enum
    {
        foreach (var (kind, known) in names)
        {
            if (known.Length > 0 && Same(known, name)) return kind;
        }

        return null;
    }

    /// <summary>Without regard to capitals and hyphens, so that <c>WorstBestScore</c>, which older versions stored, still says what it said.</summary>
    public static bool Same(string one, string other) => string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => name.Trim().Replace("-", "", StringComparison.Ordinal);
}
