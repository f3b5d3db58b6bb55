using ActiveLabel.Core.Features;

namespace ActiveLabel.Tests.Rounds;

/// <summary>Three well separated clouds of vectors, the class of row n being n modulo 3, under a featurizer that is always ready.</summary>
internal sealed class KnownVectors(int rows) : IVectorStore, IFeaturizerCatalogue
{
    private const int Length = 6;

    private readonly float[] _values = Draw(rows);

    public Featurizer Featurizer { get; } = new(
        "known-vectors", "net", "none", ["layer"],
        new Preprocessing(8, 8, ResizeMode.Stretch, ChannelOrder.Rgb, 1, PerChannel.All(0), PerChannel.All(1)), Length);

    public string DefaultNetwork => "net";

    public Task<Featurizer> EnsureAsync(string network, IProgress<string>? messages, CancellationToken cancel) => Task.FromResult(Featurizer);

    public Featurizer? Find(string network) => Featurizer;

    public IVectorReader OpenRead(Featurizer featurizer) => new Reader(_values);

    public IVectorWriter OpenWrite(Featurizer featurizer, VectorForm? form, long committedRows) => throw new NotSupportedException("These vectors are known already.");

    private static float[] Draw(int rows)
    {
        var random = new Random(3);
        var values = new float[rows * Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = (i / Length, i % Length);
            values[i] = (float)random.NextDouble() + (column == row % 3 ? 1.5f : 0);
        }

        return values;
    }

    private sealed class Reader(float[] values) : IVectorReader
    {
        public int VectorLength => Length;

        public long RowCount => values.Length / Length;

        public ReadOnlySpan<float> Row(long row, Span<float> scratch) => values.AsSpan((int)row * Length, Length);

        public void Dispose()
        {
        }
    }
}
