using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Networks;

/// <summary>What a network takes, what it is made of, and which of its layers can serve as features.</summary>
/// <param name="Id">Its id in the catalogue, or the file's name where it is not in it.</param>
/// <param name="Parameters">Weights of all layers together.</param>
/// <param name="Proposed">
/// The layers that its features are taken from, or would be taken from if it were added without naming any; empty where
/// some have to be named.
/// </param>
/// <param name="Descriptor">Null where the network is not in the catalogue.</param>
public sealed record NetworkInspection(
    string Id, string File, NetworkInput Input, IReadOnlyList<NetworkLayer> Layers, long Parameters,
    IReadOnlyList<string> Proposed, NetworkDescriptor? Descriptor);

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

/// <summary>How a network in the catalogue is used; lies beside its ONNX file as JSON.</summary>
/// <param name="Id">Its name in the catalogue.</param>
/// <param name="Sha256">Of the ONNX file, lower-case hexadecimal.</param>
/// <param name="Layers">The layers that were averaged over the picture and joined.</param>
/// <param name="VectorLength">Values of one feature vector.</param>
/// <param name="Licence">Of the weights, as far as it is known.</param>
/// <param name="Source">Where the network came from.</param>
public sealed record NetworkDescriptor(
    string Id, string Title, string Sha256, Preprocessing Preprocessing, IReadOnlyList<string> Layers, int VectorLength,
    string Licence, string Source);

/// <summary>What a person may say about a network that is added; what is left out is found out or proposed.</summary>
/// <param name="Id">Its name in the catalogue; the file's name where null.</param>
/// <param name="Size">Height and width in pixels; needed only where the network takes any and 224 is not wanted.</param>
/// <param name="Layers">The layers to take the features from; where null the input of the last dense layer.</param>
public sealed record NetworkOptions(
    string? Id = null, int? Size = null, ResizeMode? Resize = null, ChannelOrder? Channels = null, float? Scale = null,
    PerChannel? Mean = null, PerChannel? Deviation = null, IReadOnlyList<string>? Layers = null, string? Licence = null,
    Interpolation Interpolation = Interpolation.Bilinear, Views Views = Views.Single);

/// <summary>One line of the catalogue.</summary>
/// <param name="Installed">Whether it is ready; the known ones can be fetched.</param>
/// <param name="Featurizer">Id of the featurizer; null where it is not installed.</param>
/// <param name="Bytes">Size of the ONNX file; null where it is not installed.</param>
/// <param name="Problem">Why it cannot be used, or null.</param>
public sealed record NetworkListing(
    string Id, string Title, bool Default, bool Installed, string? Featurizer, int? VectorLength, long? Bytes, string Licence,
    string Source, string? Problem);
