using ActiveLabel.Core.Features;

namespace ActiveLabel.Web.Tests;

/// <summary>A featurizer that is always ready and knows one vector of two values, or those that a test gives it.</summary>
internal sealed class OneVector : IVectorStore, IFeaturizerCatalogue
{
    public static readonly Featurizer Featurizer = new(
        "one-vector", "net", "none", ["layer"],
        new Preprocessing(8, 8, ResizeMode.Stretch, ChannelOrder.Rgb, 1, PerChannel.All(0), PerChannel.All(1)), VectorLength: 2);

    /// <summary>[n, 2].</summary>
    public float[] Values { get; set; } = [1, 3];

    public string DefaultNetwork => "net";

    public Task<Featurizer> EnsureAsync(string network, IProgress<string>? messages, CancellationToken cancel) => Task.FromResult(Featurizer);

    public Featurizer? Find(string network) => Featurizer;

    public IVectorReader OpenRead(Featurizer featurizer) => new VectorTable(Values, vectorLength: 2);

    public IVectorWriter OpenWrite(Featurizer featurizer, VectorForm? form, long committedRows) => throw new NotSupportedException("The vector is known already.");
}
