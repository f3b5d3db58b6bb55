using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Sampling.Utility;

/// <summary>
/// As many rows as there are, drawn with replacement (Efron 1979, "Bootstrap methods: another look at the jackknife"), of each
/// class as many as it has: with two labels a class, a plain draw would leave classes out.
/// </summary>
internal static class Bootstrap
{
    /// <remarks>Guesses stay as they are.</remarks>
    public static TrainingSet Of(TrainingSet set, int seed)
    {
        var ofClass = new List<int>[set.ClassCount];
        for (var k = 0; k < ofClass.Length; k++) ofClass[k] = [];
        for (var row = 0; row < set.Count; row++) ofClass[set.Classes[row]].Add(row);

        var random = new Random(seed);
        int[] drawn = [.. ofClass.SelectMany(rows => rows.Select(_ => rows[random.Next(rows.Count)]))];
        var features = new float[drawn.Length * set.VectorLength];
        for (var i = 0; i < drawn.Length; i++)
            set.Features.Span.Slice(drawn[i] * set.VectorLength, set.VectorLength).CopyTo(features.AsSpan(i * set.VectorLength));
        return set with
        {
            Features = features,
            Classes = [.. drawn.Select(row => set.Classes[row])],
            Rows = set.Rows is { } rows ? [.. drawn.Select(row => rows[row])] : null,
        };
    }
}
