using System.Numerics.Tensors;
using ActiveLabel.Core;

namespace ActiveLabel.Learning;

/// <summary>
/// Brings every column into -1 to 1 and leaves zero where it is, equal to ML.NET's <c>NormalizeMinMax(fixZero: true)</c>
/// fitted on the same rows: scale = 1 / max(|min|, |max|), and 0 for a column that is the same in all rows.
/// </summary>
internal static class ColumnScaling
{
    /// <param name="features">[n, d] row-major.</param>
    /// <param name="columns">d.</param>
    /// <returns>[d] factors.</returns>
    /// <exception cref="WrongUseException">A value is not finite; the message names its row and column, from 0.</exception>
    public static float[] Fit(ReadOnlySpan<float> features, int columns)
    {
        var smallest = features[..columns].ToArray();
        var largest = features[..columns].ToArray();
        for (var start = columns; start < features.Length; start += columns)
        {
            // Both keep a NaN once they have met one, so that one look at the end finds whatever is not finite.
            var row = features.Slice(start, columns);
            TensorPrimitives.Min(smallest, row, smallest);
            TensorPrimitives.Max(largest, row, largest);
        }

        return Factors(smallest, largest) ?? throw Refuse(features, columns)!;
    }

    /// <summary>The factors of columns with these smallest and largest values; null where one of those is not finite.</summary>
    public static float[]? Factors(ReadOnlySpan<float> smallest, ReadOnlySpan<float> largest)
    {
        if (!TensorPrimitives.IsFiniteAll(smallest) || !TensorPrimitives.IsFiniteAll(largest))
            return null;

        var scale = new float[smallest.Length];
        for (var j = 0; j < scale.Length; j++)
        {
            var reach = Math.Max(Math.Abs(smallest[j]), Math.Abs(largest[j]));
            var factor = largest[j] > smallest[j] ? 1 / reach : 0;

            // A column of subnormal numbers has no factor that a float can hold; it tells nothing anyway.
            scale[j] = float.IsFinite(factor) ? factor : 0;
        }

        return scale;
    }

    /// <summary>The refusal of the first value that is not finite, or null where all are.</summary>
    /// <param name="firstRow">Number of the first of these rows.</param>
    public static WrongUseException? Refuse(ReadOnlySpan<float> features, int columns, int firstRow = 0)
    {
        for (var at = 0; at < features.Length; at++)
        {
            if (!float.IsFinite(features[at]))
                return new WrongUseException(
                    $"The feature in row {firstRow + (at / columns)}, column {at % columns} (both from 0) is {features[at]}: every feature must be a finite number.");
        }

        return null;
    }
}
