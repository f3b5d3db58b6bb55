namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>A tensor of weights in row-major order.</summary>
internal sealed class Weights
{
    public Weights(IReadOnlyList<int> shape, float[] values)
    {
        var count = shape.Aggregate(1L, (product, dimension) => checked(product * dimension));
        if (count != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill the shape [{string.Join(", ", shape)}].", nameof(values));
        Shape = shape;
        Values = values;
    }

    public IReadOnlyList<int> Shape { get; }

    public float[] Values { get; }
}
