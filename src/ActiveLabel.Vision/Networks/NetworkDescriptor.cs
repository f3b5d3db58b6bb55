using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Networks;

/// <summary>How a network in the catalogue is used; lies beside its ONNX file as JSON.</summary>
/// <param name="Id">Its name in the catalogue.</param>
/// <param name="Sha256">Of the ONNX file, lower-case hexadecimal.</param>
/// <param name="Layers">The layers that were pooled over the picture and joined.</param>
/// <param name="VectorLength">Values of one feature vector.</param>
/// <param name="Licence">Of the weights, as far as it is known.</param>
/// <param name="Source">Where the network came from.</param>
/// <param name="Original">SHA-256 of the whole network that it was cut from; null in descriptors of earlier versions.</param>
/// <param name="Pooling">How layers that spread over the picture became one value a channel.</param>
public sealed record NetworkDescriptor(
    string Id, string Title, string Sha256, Preprocessing Preprocessing, IReadOnlyList<string> Layers, int VectorLength,
    string Licence, string Source, string? Original = null, Pooling Pooling = Pooling.Mean)
{
    /// <summary>Whether both give the same features.</summary>
    internal bool IsSame(NetworkDescriptor other) =>
        Sha256 == other.Sha256 && Preprocessing == other.Preprocessing && Layers.SequenceEqual(other.Layers);
}

/// <summary>What a person may say about a network that is added; what is left out is found out or proposed.</summary>
/// <param name="Id">Its name in the catalogue; the file's name where null.</param>
/// <param name="Size">Height and width in pixels; needed only where the network takes any and 224 is not wanted.</param>
/// <param name="Layers">The layers to take the features from, as typed: commas and plus signs separate; where null the input of the last dense layer.</param>
/// <param name="Pooling">How layers that spread over the picture become one value a channel; the mean where null.</param>
public sealed record NetworkOptions(
    string? Id = null, int? Size = null, ResizeMode? Resize = null, ChannelOrder? Channels = null, float? Scale = null,
    PerChannel? Mean = null, PerChannel? Deviation = null, IReadOnlyList<string>? Layers = null, string? Licence = null,
    Interpolation? Interpolation = null, Views? Views = null, Pooling? Pooling = null);
