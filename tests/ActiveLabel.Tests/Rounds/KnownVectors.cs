using ActiveLabel.Core.Features;

namespace ActiveLabel.Tests.Rounds;

/// <summary>Three well separated clouds of vectors, the class of row n being n modulo 3, under a featurizer that is always ready.</summary>
/// <param name="ownNumber">Whether a vector tells which image it is and nothing else: 1 at the image's number, 0 elsewhere.</param>
internal sealed class KnownVectors(int rows, bool ownNumber = false) : IVectorStore, IFeaturizerCatalogue
{
    private const int Length = 6;

    private readonly float[] _values = ownNumber ? Number(rows) : Draw(rows);

    public Featurizer Featurizer { get; } = new(
        "known-vectors", "net", "none", ["layer"],
        new Preprocessing(8, 8, ResizeMode.Stretch, ChannelOrder.Rgb, 1, PerChannel.All(0), PerChannel.All(1)), ownNumber ? rows : Length);

    public string DefaultNetwork => "net";

    /// <summary>Every vector becomes another.</summary>
    public void Spoil()
    {
        foreach (ref var value in _values.AsSpan()) value *= 1.001f;
    }

    public Task<Featurizer> EnsureAsync(string network, IProgress<string>? messages, CancellationToken cancel) => Task.FromResult(Featurizer);

    public Featurizer? Find(string network) => Featurizer;

    public IVectorReader OpenRead(Featurizer featurizer) => new VectorTable(_values, Featurizer.VectorLength);

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

    private static float[] Number(int rows)
    {
        var values = new float[rows * rows];
        for (var i = 0; i < rows; i++)
        {
            values[(i * rows) + i] = 1;
        }

        return values;
    }
}
