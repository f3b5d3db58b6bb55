using System.Security.Cryptography;
using ActiveLabel.Core;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Keras;
using Google.Protobuf;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>Fetches the real package once; npm keeps it in its own cache between runs.</summary>
public sealed class FetchedModels : IAsyncLifetime
{
    internal Dictionary<string, LayersModel> Models { get; } = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var known in KnownNetworks.All)
        {
            if (known.Origin is KerasOrigin keras)
                Models.Add(known.Id, await keras.Model.FetchAsync(NodeTools.Installed, progress: null, TestContext.Current.CancellationToken));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The networks that come in the npm package, of which one is the default.</summary>
public sealed class PackagedNetworkTests(FetchedModels fetched) : IClassFixture<FetchedModels>
{
    private const string Default = "mobilenetv2-taps";
    private const string Inception = "inceptionv3-mixed5";

    [Fact]
    public void The_default_network_agrees_with_the_reference()
    {
        var worst = Agreement.Assert(fetched.Models[Default], Known(Default).Layers, 224, 224, images: 1);
        TestContext.Current.SendDiagnosticMessage($"Largest difference from the reference: {worst}");
    }

    [Theory]
    [InlineData(Default)]
    [InlineData(Inception)]
    public void A_conversion_has_the_pinned_features(string id) => Known(id).Verify(Cut(id, Known(id).Layers), Origin(id).Check);

    [Theory]
    [InlineData(Default, "a09259b81e5f0eb6d29623360b3acf76698e8ef1544a50275f8f9c3701e6be11")]
    [InlineData(Inception, "99c2f5b1c7e88b25697d266be2f3cdb016448f6a9a87ccb90ade7aaf439fd93c")]
    public void The_converted_file_is_the_same_on_every_machine(string id, string sha256) =>
        // The hash is part of the featurizer's id: were it to differ, vectors could not be moved between machines.
        Hash(Cut(id, Known(id).Layers)).ShouldBe(sha256);

    [Theory]
    [InlineData(Default)]
    [InlineData(Inception)]
    public void The_whole_network_is_the_same_on_every_machine(string id) =>
        Hash(OnnxConversion.ConvertWhole(fetched.Models[id], Origin(id).End).ToByteArray()).ShouldBe(Origin(id).Sha256);

    [Fact]
    public void A_network_that_computes_something_else_is_not_accepted()
    {
        string[] exchanged = ["block_10_project_BN", "block_9_add", "block_13_expand_relu"];
        Should.Throw<WrongUseException>(() => Known(Default).Verify(Cut(Default, exchanged), Origin(Default).Check)).Message.ShouldContain("other features");
    }

    private static KnownNetwork Known(string id) => KnownNetworks.All.Single(known => known.Id == id);

    private static KerasOrigin Origin(string id) => (KerasOrigin)Known(id).Origin;

    private byte[] Cut(string id, IReadOnlyList<string> layers) => OnnxConversion.Convert(fetched.Models[id], layers).ToByteArray();

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
