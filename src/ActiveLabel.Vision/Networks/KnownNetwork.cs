using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks.Keras;
using ActiveLabel.Vision.Networks.Onnx;
using Google.Protobuf;

namespace ActiveLabel.Vision.Networks;

/// <summary>A network that this program can fetch and convert by itself.</summary>
/// <param name="Id">Its name in the catalogue.</param>
/// <param name="Layers">Keras layers that are averaged and joined to the features.</param>
/// <param name="Check">Some features of the first sample image, by position: a conversion that misses them is broken.</param>
internal sealed record KnownNetwork(
    string Id, string Title, PackedModel Model, IReadOnlyList<string> Layers, Preprocessing Preprocessing, int VectorLength,
    IReadOnlyDictionary<int, float> Check, string Licence, string Source)
{
    private const float Tolerance = 1e-3f;

    /// <summary>
    /// MobileNetV2 1.0/224, trained on ImageNet, its upper half tuned on other pictures by the authors of the package. The
    /// features are taken from three layers of the middle, which tell textures apart better than the last layer does.
    /// </summary>
    public static KnownNetwork Default { get; } = new(
        "mobilenetv2-taps",
        "MobileNetV2 1.0/224, three middle layers",
        new PackedModel(
            new NpmPackage("nsfwjs", "4.4.0", "krC1fgeTLXtZwgdpKJ0jm7hqv0gTSRQQRL+FhOaxaJ9Wj92t42BO3csO2odwgTAgZgf2RvkwPtp0R8Aa7dc+MA=="),
            "package/dist/models/mobilenet_v2"),
        ["block_9_add", "block_10_project_BN", "block_13_expand_relu"],
        new Preprocessing(
            224, 224, ResizeMode.Stretch, ChannelOrder.Rgb, 1f / 255, PerChannel.All(0), PerChannel.All(1)),
        736,
        new Dictionary<int, float> { [0] = 7.81663f, [63] = 7.25598f, [64] = 1.30851f, [159] = 0.97137f, [500] = 0.42192f },
        "MIT",
        "npm package nsfwjs 4.4.0, MobileNetV2 with ImageNet weights");

    /// <summary>Fetches, converts and checks the network.</summary>
    /// <returns>The bytes of the ONNX file; the same on every machine.</returns>
    /// <exception cref="WrongUseException">It cannot be had, or does not compute what it should.</exception>
    public async Task<byte[]> CreateAsync(NodeTools tools, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var model = await Model.FetchAsync(tools, progress, cancellationToken);
        progress?.Report("Converting the network to ONNX and checking it ...");
        var network = OnnxConversion.Convert(model, Layers).ToByteArray();
        Verify(network);
        return network;
    }

    /// <exception cref="WrongUseException">The network gives other features than it should.</exception>
    public void Verify(byte[] network)
    {
        using var trial = new TrialRun(network);
        var image = SampleImages.Create(1, Preprocessing.Height, Preprocessing.Width);
        var features = trial.Run(image, 1, 3, Preprocessing.Height, Preprocessing.Width)[0].Values;
        if (features.Length != VectorLength)
            throw new WrongUseException($"The converted network {Id} gives {features.Length} features instead of {VectorLength}.");
        foreach (var (position, expected) in Check)
        {
            // Written so that a value that is no number does not pass.
            if (!(Math.Abs(features[position] - expected) <= Tolerance * (1 + Math.Abs(expected))))
                throw new WrongUseException(
                    $"The converted network {Id} gives other features than it should (position {position}: "
                    + $"{features[position]} instead of {expected}), so it was not installed. "
                    + "Please report this with your processor's name.");
        }
    }
}
