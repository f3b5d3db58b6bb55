using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Vision.Networks;

/// <summary>What a network takes, what it is made of, and which of its layers can serve as features.</summary>
/// <param name="Id">Its id in the catalogue, or the file's name where it is not in it.</param>
/// <param name="Parameters">Weights of all layers together.</param>
/// <param name="Proposed">
/// The layers that its features are taken from, or would be taken from if it were added without naming any; empty where
/// some have to be named.
/// </param>
/// <param name="Descriptor">Null where the network is not in the catalogue.</param>
/// <param name="Whole">Whether these are all layers of the network, not only those up to its features.</param>
public sealed record NetworkInspection(
    string Id, string File, NetworkInput Input, IReadOnlyList<NetworkLayer> Layers, long Parameters,
    IReadOnlyList<string> Proposed, NetworkDescriptor? Descriptor, bool Whole)
{
    /// <exception cref="WrongUseException">The file cannot be read or run.</exception>
    internal static NetworkInspection Of(string path, int? size, NetworkDescriptor? descriptor, bool isWhole)
    {
        var network = OpenNetwork.Read(path);
        var input = network.Input;
        // The size that an installed network is used at need not be one that its file insists on.
        var (height, width) = network.Size(descriptor is not null && input is { Height: not null, Width: not null } ? null : size);
        var probe = network.Probe(height, width);
        return new NetworkInspection(
            descriptor?.Id ?? Path.GetFileName(path),
            path,
            new NetworkInput(input.Name, input.Layout == Layout.ChannelsLast, input.Height, input.Width),
            probe.Layers,
            probe.Layers.Sum(layer => layer.Parameters),
            descriptor?.Layers ?? ProposedBy(network, probe),
            descriptor,
            isWhole);
    }

    private static IReadOnlyList<string> ProposedBy(OpenNetwork network, LayerProbe probe)
    {
        try
        {
            return [probe.Tap(network.ProposedLayer(probe)).Tensor];
        }
        catch (WrongUseException)
        {
            return [];
        }
    }
}

/// <param name="ChannelsLast">[N, H, W, 3] instead of [N, 3, H, W].</param>
/// <param name="Height">Pixels; null where the network takes any.</param>
/// <param name="Width">Pixels; null where the network takes any.</param>
public sealed record NetworkInput(string Name, bool ChannelsLast, int? Height, int? Width);

/// <summary>One value that the network computes from the image.</summary>
/// <param name="Name">The tensor's name, by which a layer is chosen.</param>
/// <param name="Type">The ONNX operator.</param>
/// <param name="Shape">For one image, the 1 included.</param>
/// <param name="Parameters">Weights that this layer is the first to use.</param>
/// <param name="FeatureWidth">Length of the feature vector if this layer is chosen; null where it cannot serve.</param>
public sealed record NetworkLayer(string Name, string Type, IReadOnlyList<long> Shape, long Parameters, int? FeatureWidth);
