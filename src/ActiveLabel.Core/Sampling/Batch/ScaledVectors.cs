using System.Numerics.Tensors;

namespace ActiveLabel.Core.Sampling.Batch;

/// <summary>Vectors with their columns scaled as the model does it: without it the loudest features alone would decide what is near.</summary>
internal sealed class ScaledVectors
{
    private readonly float[] _values;
    private readonly int _length;

    /// <param name="values">[n, d] row-major; scaled in place.</param>
    /// <param name="scale">[d].</param>
    public ScaledVectors(float[] values, IReadOnlyList<float> scale)
    {
        (_values, _length) = (values, scale.Count);
        float[] factors = [.. scale];
        for (var i = 0; i < Count; i++)
        {
            var row = _values.AsSpan(i * _length, _length);
            TensorPrimitives.Multiply(row, factors, row);
        }
    }

    public int Count => _values.Length / _length;

    public ReadOnlySpan<float> this[int row] => _values.AsSpan(row * _length, _length);
}
