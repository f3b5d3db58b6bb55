using ActiveLabel.Core.Features;

namespace ActiveLabel.Web.Tests;

/// <summary>A featurizer that is always ready and knows one vector of two values.</summary>
internal sealed class OneVector : IVectorStore, IFeaturizerCatalogue
{
    public static readonly Featurizer Featurizer = new(
        "one-vector", "net", "none", ["layer"],
        new Preprocessing(8, 8, ResizeMode.Stretch, ChannelOrder.Rgb, 1, PerChannel.All(0), PerChannel.All(1)), VectorLength: 2);

    public string DefaultNetwork => "net";

    public Task<Featurizer> EnsureAsync(string network, IProgress<string>? messages, CancellationToken cancel) => Task.FromResult(Featurizer);

    public Featurizer? Find(string network) => Featurizer;

    public IVectorReader OpenRead(Featurizer featurizer) => new VectorTable(new float[] { 1, 3 }, vectorLength: 2);

    public IVectorWriter OpenWrite(Featurizer featurizer, VectorForm? form, long committedRows) => throw new NotSupportedException("The vector is known already.");
}
