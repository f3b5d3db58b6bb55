using System.Text.Json.Serialization;

namespace ActiveLabel.Core.Sampling;

/// <summary>
/// How images are picked once there is a model: a utility and a batch, written <c>UTILITY</c>, <c>UTILITY+BATCH</c> or, where
/// the batch alone decides, <c>BATCH</c>; or <c>default</c>, which chooses both as labels grow.
/// </summary>
[JsonConverter(typeof(QueryStrategyJson))]
public readonly record struct QueryStrategy
{
    private readonly bool _isDefault;

    private QueryStrategy(UtilityKind utility, BatchKind batch, bool isDefault = false) => (Utility, Batch, _isDefault) = (utility, batch, isDefault);

    /// <summary>What is written for <see cref="Default"/>.</summary>
    private const string DefaultName = "default";

    /// <summary>
    /// Images typical of groups without labels while there are few labels, then those of the smallest gap that differ from
    /// each other. What needs the fewest labels by measurement: docs/strategies.md.
    /// </summary>
    public static QueryStrategy Default { get; } = new(UtilityKind.Typicality, BatchKind.Apart, isDefault: true);

    public static QueryStrategy Random { get; } = Of(UtilityKind.Random);

    public static QueryStrategy Entropy { get; } = Of(UtilityKind.Entropy);

    public static QueryStrategy WorstBestScore { get; } = Of(UtilityKind.WorstBestScore);

    public static QueryStrategy Margin { get; } = Of(UtilityKind.Margin);

    /// <summary>Every combination there is, <see cref="Default"/> first.</summary>
    public static IReadOnlyList<QueryStrategy> All { get; } =
        [Default, .. from utility in PartNames.Utilities.Keys from batch in PartNames.Batches.Keys where Fit(utility, batch) select new QueryStrategy(utility, batch)];

    /// <summary>What <see cref="Parse"/> reads, as a part of a sentence.</summary>
    public static string Choice => PartNames.Choice;

    public UtilityKind Utility { get; }

    public BatchKind Batch { get; }

    /// <summary>Whether it needs <see cref="SamplingPool.Surroundings"/>.</summary>
    public bool LooksAround => _isDefault || Utility == UtilityKind.Typicality || Batch is BatchKind.Diverse or BatchKind.Apart;

    /// <summary>Whether it needs <see cref="SamplingPool.Lesson"/>.</summary>
    public bool LooksAtLesson => Utility is UtilityKind.Committee or UtilityKind.ModelChange || Batch is BatchKind.Balanced or BatchKind.KCentre or BatchKind.Badge;

    /// <exception cref="ArgumentException">The batch cannot do without a utility.</exception>
    public static QueryStrategy Of(UtilityKind utility, BatchKind batch = BatchKind.Top) => Fit(utility, batch)
        ? new QueryStrategy(utility, batch)
        : throw new ArgumentException($"The batch {batch} needs a utility.", nameof(batch));

    /// <summary>Capitals and hyphens do not matter.</summary>
    /// <exception cref="WrongUseException">There is no such strategy; the message lists what there is.</exception>
    public static QueryStrategy Parse(string text)
    {
        if (PartNames.Same(text, DefaultName)) return Default;
        var parts = text.Split('+', StringSplitOptions.TrimEntries);
        var utility = PartNames.Find(PartNames.Utilities, parts[0]);
        var batch = PartNames.Find(PartNames.Batches, parts[^1]);
        return (parts.Length, utility, batch) switch
        {
            (1, { } u, _) => Of(u),
            (1, null, { } b) when Fit(UtilityKind.None, b) => Of(UtilityKind.None, b),
            (2, { } u, { } b) => Of(u, b),
            _ => throw new WrongUseException($"There is no strategy '{text}': choose {Choice}."),
        };
    }

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public override string ToString() => (_isDefault, Utility, Batch) switch
    {
        (true, _, _) => DefaultName,
        (_, UtilityKind.None, _) => PartNames.Batches[Batch],
        (_, _, BatchKind.Top) => PartNames.Utilities[Utility],
        _ => $"{PartNames.Utilities[Utility]}+{PartNames.Batches[Batch]}",
    };

    /// <summary>Labels of each class, on average, up to which typical images teach more than uncertain ones.</summary>
    private const int FewLabels = 10;

    /// <summary>The two parts to use for a pool: those of <see cref="Default"/> hang on how much is labelled.</summary>
    internal (UtilityKind Utility, BatchKind Batch) PartsFor(SamplingPool pool) =>
        _isDefault && pool.RequireSurroundings().Labelled.Count >= FewLabels * pool.ClassCount
            ? (UtilityKind.Margin, BatchKind.Diverse)
            : (Utility, Batch);

    private static bool Fit(UtilityKind utility, BatchKind batch) => utility != UtilityKind.None || batch is BatchKind.KCentre or BatchKind.Badge;
}
