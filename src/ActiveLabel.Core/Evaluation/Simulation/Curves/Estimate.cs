namespace ActiveLabel.Core.Evaluation.Simulation.Curves;

/// <summary>A mean over seeds.</summary>
/// <param name="StandardError">Sample standard deviation / sqrt(seeds); null with one seed.</param>
public readonly record struct Estimate(double Mean, double? StandardError)
{
    public static Estimate Of(IReadOnlyList<double> values)
    {
        // From the first value on: equal values have exactly that value as their mean, and no spread.
        var first = values[0];
        var mean = first + values.Average(v => v - first);
        if (values.Count == 1)
            return new Estimate(mean, null);

        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return new Estimate(mean, Math.Sqrt(variance / values.Count));
    }

    /// <summary>Of the differences, one value less the other that stands in the same place: what both have in common falls out.</summary>
    public static Estimate OfDifferences(IReadOnlyList<double> values, IReadOnlyList<double> others) => Of([.. values.Zip(others, (v, o) => v - o)]);
}
