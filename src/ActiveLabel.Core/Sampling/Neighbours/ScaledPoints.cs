using System.Numerics.Tensors;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Core.Sampling.Neighbours;

/// <summary>Columns brought to a largest magnitude of one, as the trainer does: without it the loudest features alone would decide what is near.</summary>
internal static class ScaledPoints
{
    /// <returns>[n, d] row-major.</returns>
    public static float[] Of(VectorRows vectors)
    {
        var values = vectors.ToArray();
        Scale(values, vectors.VectorLength);
        return values;
    }

    /// <summary>Scales [n, d] in place.</summary>
    /// <returns>[d] what each column was multiplied with.</returns>
    public static float[] Scale(float[] values, int length)
    {
        var reach = new float[length];
        for (var start = 0; start < values.Length; start += length)
        {
            TensorPrimitives.MaxMagnitude(reach, values.AsSpan(start, length), reach);
        }

        for (var j = 0; j < length; j++)
        {
            var factor = 1 / Math.Abs(reach[j]);
            reach[j] = float.IsFinite(factor) ? factor : 0;
        }

        for (var start = 0; start < values.Length; start += length)
        {
            var row = values.AsSpan(start, length);
            TensorPrimitives.Multiply(row, reach, row);
        }

        return reach;
    }
}
