namespace ActiveLabel.Core.Features;

/// <summary>Feature vectors in memory.</summary>
public sealed class VectorTable : IVectorReader
{
    private readonly ReadOnlyMemory<float> _values;

    /// <param name="values">[n, <paramref name="vectorLength"/>] row-major, not copied.</param>
    /// <exception cref="ArgumentException">The values are no whole number of rows.</exception>
    public VectorTable(ReadOnlyMemory<float> values, int vectorLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(vectorLength);
        if (values.Length % vectorLength != 0)
            throw new ArgumentException($"{values.Length} values are no whole number of rows of {vectorLength}.", nameof(values));

        _values = values;
        VectorLength = vectorLength;
    }

    public int VectorLength { get; }

    public long RowCount => _values.Length / VectorLength;

    public ReadOnlySpan<float> Row(long row, Span<float> scratch) => _values.Span.Slice(checked((int)(row * VectorLength)), VectorLength);

    public void Dispose() { }
}
