using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Featurization;
using ActiveLabel.Vision.Networks.Onnx.Quantization;

namespace ActiveLabel.Vision.Networks;

/// <summary>Makes networks that compute in 8 bits, for processors, out of those that are installed.</summary>
public sealed class Int8Networks
{
    /// <summary>As many pictures as are worth looking at; half tell the ranges, half judge.</summary>
    public const int Pictures = 128;

    private const int Fewest = 16;

    private readonly NetworkCatalogue _catalogue;
    private readonly IBlobStore _blobs;
    private readonly ImageDecoder _decoder;

    internal Int8Networks(NetworkCatalogue catalogue, IBlobStore blobs, ImageDecoder decoder) =>
        (_catalogue, _blobs, _decoder) = (catalogue, blobs, decoder);

    /// <summary>Adds the 8-bit form of an installed network, its rounding fitted to the given images.</summary>
    /// <param name="network">Its id in the catalogue.</param>
    /// <param name="images">Such as it will see, <see cref="Pictures"/> at most; those that cannot be read are left out.</param>
    /// <param name="id">The new network's id; that of the old one with <c>-int8</c> where null.</param>
    /// <exception cref="WrongUseException">
    /// There is no such network, too few images can be read, or the network would lose too much in 8 bits.
    /// </exception>
    public async Task<Int8Listing> AddAsync(
        string network, IReadOnlyList<ImageHash> images, string? id, IProgress<string>? messages, CancellationToken cancel)
    {
        var featurizer = await _catalogue.EnsureAsync(network, messages, cancel);
        var name = id ?? $"{network}-int8";
        NetworkIds.Check(name);
        var packed = await Task.Run(() => Read(featurizer.Preprocessing, images, cancel), cancel);
        if (packed.Count < Fewest)
            throw new WrongUseException(
                $"{packed.Count} images are too few to fit the rounding to: at least {Fewest} that can be read are needed. Import some first.");
        var made = await Task.Run(
            () => Int8Network.From(File.ReadAllBytes(featurizer.NetworkFile), featurizer.Preprocessing, packed, messages, cancel), cancel);
        var added = await _catalogue.SaveMadeAsync(network, name, "in 8 bits", made.File, messages, cancel);
        return new Int8Listing(added, made.Floats, made.Convolutions, made.Noise);
    }

    private List<float[]> Read(Preprocessing preprocessing, IReadOnlyList<ImageHash> images, CancellationToken cancel)
    {
        // Other views of a picture tell no other ranges.
        using var reader = new ImageReader(_blobs, _decoder, preprocessing with { Views = Views.Single });
        var packed = new List<float[]>();
        foreach (var image in images.Take(Pictures))
        {
            cancel.ThrowIfCancellationRequested();
            var tensor = new float[3 * preprocessing.Width * preprocessing.Height];
            if (reader.Read(image, tensor) is null) packed.Add(tensor);
        }
        return packed;
    }
}

/// <param name="Floats">Convolutions at the start that stayed in floats.</param>
/// <param name="Noise">Median over the features: standard deviation of the error that rounding brings, divided by the feature's own.</param>
public sealed record Int8Listing(Featurizer Featurizer, int Floats, int Convolutions, float Noise);
