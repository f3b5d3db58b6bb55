namespace ActiveLabel.Core.Features;

/// <summary>Some rows of a reader, in an order of their own: the vectors of a list of images. Safe to read from many threads.</summary>
/// <param name="Reader">Stays open for as long as this is used.</param>
/// <param name="Numbers">[n] rows of the reader.</param>
public sealed record VectorRows(IVectorReader Reader, IReadOnlyList<long> Numbers)
{
    public int Count => Numbers.Count;

    public int VectorLength => Reader.VectorLength;

    /// <inheritdoc cref="IVectorReader.Row"/>
    public ReadOnlySpan<float> Row(int index, Span<float> scratch) => Reader.Row(Numbers[index], scratch);

    /// <summary>Those at the given places, in their order.</summary>
    public VectorRows At(IReadOnlyList<int> places) => new(Reader, [.. places.Select(p => Numbers[p])]);

    /// <returns>[n, VectorLength] row-major.</returns>
    public float[] ToArray()
    {
        var values = new float[Count * VectorLength];
        for (var i = 0; i < Count; i++)
        {
            var place = values.AsSpan(i * VectorLength, VectorLength);
            var row = Row(i, place);
            if (row != place) row.CopyTo(place);
        }

        return values;
    }
}
