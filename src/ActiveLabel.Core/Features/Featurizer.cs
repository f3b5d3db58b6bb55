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

/// <summary>The filter of the resize; both are Pillow's, antialiased: their support grows with the shrink factor.</summary>
public enum Interpolation
{
    /// <summary>A triangle, 1 pixel to either side.</summary>
    [JsonStringEnumMemberName("bilinear")]
    Bilinear,

    /// <summary>Keys' cubic convolution with a = -1/2, 2 pixels to either side; sharper, and may overshoot at edges.</summary>
    [JsonStringEnumMemberName("bicubic")]
    Bicubic,
}

/// <summary>The views of one picture that the network sees; its feature vector is their vectors' mean.</summary>
public enum Views
{
    [JsonStringEnumMemberName("single")]
    Single,

    /// <summary>The prepared picture and its mirror image, left for right.</summary>
    [JsonStringEnumMemberName("flip")]
    Flip,

    /// <summary>
    /// Resized 8/7 as large as the input (256 for 224, rounded), then five pieces of the input's size: the four corners
    /// and the centre. A stretched picture is cut up whole, a padded one together with its borders, and with
    /// <see cref="ResizeMode.CentreCrop"/> the shorter side gets that size and the corners are the whole picture's.
    /// </summary>
    [JsonStringEnumMemberName("five-crops")]
    FiveCrops,
}

/// <summary>One value for each channel, in the network's own channel order.</summary>
public readonly record struct PerChannel(float First, float Second, float Third)
{
    public static PerChannel All(float value) => new(value, value, value);
}

/// <summary>
/// From pixels to the network's input, float32 [3, Height, Width] for each view:
/// value = (grey level 0..255 * <paramref name="Scale"/> - <paramref name="Mean"/>) / <paramref name="Deviation"/>.
/// </summary>
public sealed record Preprocessing(
    int Width, int Height, ResizeMode Resize, ChannelOrder Channels, float Scale, PerChannel Mean, PerChannel Deviation,
    Interpolation Interpolation = Interpolation.Bilinear, Views Views = Views.Single)
{
    /// <summary>How many inputs one picture becomes: 1, 2 or 5.</summary>
    [JsonIgnore]
    public int ViewCount => Views switch { Views.Flip => 2, Views.FiveCrops => 5, _ => 1 };
}

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
