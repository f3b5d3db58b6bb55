using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks.Onnx;
using Google.Protobuf;

namespace ActiveLabel.Vision.Networks;

/// <summary>A network that a person brings, made into one of the catalogue: cut at its features, described, and tried.</summary>
internal sealed partial record NewNetwork(NetworkDescriptor Descriptor, byte[] File)
{
    private const int UsualSize = 224;

    /// <exception cref="WrongUseException">The file cannot be used; the message says why and what would help.</exception>
    public static NewNetwork From(string path, NetworkOptions options, IProgress<string>? progress)
    {
        var id = options.Id ?? Slug(Path.GetFileNameWithoutExtension(path));
        NetworkIds.Check(id);
        progress?.Report($"Reading {path} ...");
        var model = OnnxFile.Read(path);
        var graph = new NetworkGraph(model.Graph);
        var input = ImageInput.Find(graph);
        var preprocessing = Propose(input, options, progress);
        progress?.Report("Running it on a sample to find the shape of its layers ...");
        var probe = LayerProbe.Run(model, graph, input, preprocessing.Height, preprocessing.Width);
        string[] layers = [.. options.Layers?.Select(layer => Tensor(graph, layer)) ?? [DenseLayer.InputOfLast(graph, input)]];
        if (layers.Distinct().Count() != layers.Length || layers.Length == 0)
            throw new WrongUseException("Name each layer once.");
        FeatureTap[] taps = [.. layers.Select(probe.Tap)];
        progress?.Report($"Cutting it at {string.Join(", ", layers)} and trying the result ...");
        var file = GraphCut.At(model, input, taps, preprocessing.Height, preprocessing.Width).ToByteArray();
        var length = taps.Sum(tap => tap.Width);
        FeatureCheck.Run(file, preprocessing, length);
        var source = $"added from {Path.GetFileName(path)}";
        return new NewNetwork(
            new NetworkDescriptor(
                id, options.Id ?? Path.GetFileNameWithoutExtension(path), Convert.ToHexStringLower(SHA256.HashData(file)), preprocessing, layers,
                length, options.Licence ?? "unknown", source),
            file);
    }

    /// <summary>The size at which a network is run: its own, or the one asked for where it takes any.</summary>
    /// <exception cref="WrongUseException">It takes another size only.</exception>
    public static (int Height, int Width) Size(ImageInput input, int? wanted)
    {
        if (wanted is < 8 or > 4096)
            throw new WrongUseException($"The input size must be between 8 and 4096 pixels, not {wanted}.");
        if (wanted is { } size && ((input.Height ?? size) != size || (input.Width ?? size) != size))
            throw new WrongUseException($"This network takes pictures of {input.Width} x {input.Height} only, not of {size} x {size}.");
        return (input.Height ?? wanted ?? input.Width ?? UsualSize, input.Width ?? wanted ?? input.Height ?? UsualSize);
    }

    /// <summary>
    /// Where nothing is said: networks with channels first come from PyTorch, which takes ImageNet's mean and deviation;
    /// those with channels last from TensorFlow, which takes -1..1.
    /// </summary>
    private static Preprocessing Propose(ImageInput input, NetworkOptions options, IProgress<string>? progress)
    {
        var (height, width) = Size(input, options.Size);
        var (scale, mean, deviation) = (options.Scale, options.Mean, options.Deviation) switch
        {
            (null, null, null) when input.Layout == Layout.ChannelsLast => (1 / 127.5f, PerChannel.All(1), PerChannel.All(1)),
            (null, null, null) => (1f / 255, new PerChannel(0.485f, 0.456f, 0.406f), new PerChannel(0.229f, 0.224f, 0.225f)),
            var given => (given.Scale ?? 1f / 255, given.Mean ?? PerChannel.All(0), given.Deviation ?? PerChannel.All(1)),
        };
        if (!float.IsFinite(scale) || scale == 0 || deviation is not { First: > 0, Second: > 0, Third: > 0 })
            throw new WrongUseException("The scale must not be 0, and the deviations must be above 0.");
        if (options is { Scale: null, Mean: null, Deviation: null })
            progress?.Report(
                $"How its authors prepare a picture is not in the file; proposed is (grey level * {scale} - {Text(mean)}) / {Text(deviation)}. "
                + "If that is wrong, add it again with --scale, --mean and --deviation.");
        return new Preprocessing(
            width, height, options.Resize ?? ResizeMode.Stretch, options.Channels ?? ChannelOrder.Rgb, scale, mean, deviation,
            options.Interpolation, options.Views);
    }

    private static string Text(PerChannel values) =>
        values.First == values.Second && values.Second == values.Third ? $"{values.First}" : $"({values.First}, {values.Second}, {values.Third})";

    /// <summary>A layer may be called by its tensor or by its node.</summary>
    private static string Tensor(NetworkGraph graph, string layer) =>
        graph.Producer(layer) is not null
            ? layer
            : graph.Graph.Node.FirstOrDefault(node => node.Name == layer)?.Output[0] ?? layer;

    private static string Slug(string name) => NotInIdentifier().Replace(name.ToLowerInvariant(), "-").Trim('-', '.', '_');

    [GeneratedRegex("[^a-z0-9._-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInIdentifier();
}
