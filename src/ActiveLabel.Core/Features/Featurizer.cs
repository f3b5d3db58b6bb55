using System.Text.Json.Serialization;

namespace ActiveLabel.Core.Features;

public enum ResizeMode
{
    /// <summary>To the input size, whatever becomes of the aspect ratio.</summary>
    [JsonStringEnumMemberName("stretch")]
    Stretch,

    /// <summary>The longer side to the input size, the rest filled with black on both sides (IsoPad).</summary>
    [JsonStringEnumMemberName("pad")]
    Pad,

    /// <summary>The shorter side to the input size, then its centre.</summary>
    [JsonStringEnumMemberName("crop")]
    CentreCrop,
}

public enum ChannelOrder
{
    [JsonStringEnumMemberName("rgb")]
    Rgb,

    [JsonStringEnumMemberName("bgr")]
    Bgr,
}

/// <summary>One value for each channel, in the network's own channel order.</summary>
public readonly record struct PerChannel(float First, float Second, float Third)
{
    public static PerChannel All(float value) => new(value, value, value);
}

/// <summary>
/// From pixels to the network's input, float32 [3, Height, Width]:
/// value = (grey level 0..255 * <paramref name="Scale"/> - <paramref name="Mean"/>) / <paramref name="Deviation"/>.
/// </summary>
public sealed record Preprocessing(
    int Width, int Height, ResizeMode Resize, ChannelOrder Channels, float Scale, PerChannel Mean, PerChannel Deviation);

/// <summary>A network, the layers read from it, and how an image is prepared for it. Change anything and it is another featurizer.</summary>
/// <param name="Id">Derived from the network file's hash, the layers and the preprocessing.</param>
/// <param name="Network">Its id in the catalogue.</param>
/// <param name="NetworkFile">Path of the ONNX file: input [N, 3, H, W], output [N, <paramref name="VectorLength"/>].</param>
/// <param name="VectorLength">Values of one feature vector.</param>
public sealed record Featurizer(
    string Id, string Network, string NetworkFile, IReadOnlyList<string> Layers, Preprocessing Preprocessing, int VectorLength);

/// <summary>The networks that this installation has or can get.</summary>
public interface IFeaturizerCatalogue
{
    /// <summary>Catalogue id of the network that a project gets unless it asks for another.</summary>
    string DefaultNetwork { get; }

    /// <summary>Makes the network ready, fetching and converting the default one at first use, and describes its featurizer.</summary>
    /// <exception cref="WrongUseException">No network of that id is known, or it cannot be had; the message says what to do.</exception>
    Task<Featurizer> EnsureAsync(string network, IProgress<string>? messages, CancellationToken cancel);

    /// <summary>The featurizer of a network that is ready, or null.</summary>
    Featurizer? Find(string network);
}
