using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.Vision.Networks;

/// <summary>Where the whole of a known network comes from.</summary>
/// <param name="Sha256">Of the whole network as one ONNX file.</param>
/// <param name="Bytes">Size of what is fetched.</param>
internal abstract record NetworkOrigin(string Sha256, long Bytes);

/// <summary>A Keras network, whose convolutional part is converted here.</summary>
/// <param name="End">Its last layer.</param>
/// <param name="Check">Some features of the first sample image, by position: a conversion that misses them is broken.</param>
internal sealed record KerasOrigin(PackedModel Model, string End, string Sha256, IReadOnlyDictionary<int, float> Check)
    : NetworkOrigin(Sha256, Model.Package.Bytes);

/// <summary>An ONNX file that is fetched.</summary>
internal sealed record DownloadOrigin(string Address, long Bytes, string Sha256) : NetworkOrigin(Sha256, Bytes);
