using System.Runtime.InteropServices;
using ActiveLabel.Core;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Featurization;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Benchmarks;

/// <summary>The feature vectors of a folder's images as plain floats, for programs that compare them with their own.</summary>
internal static class Vectors
{
    /// <summary>Writes [images, width] in the ordinal order of the file names.</summary>
    public static async Task<int> WriteAsync(string data, string network, string folder, string file)
    {
        var featurizer = await new NetworkCatalogue(new DataFolder(data)).EnsureAsync(network, messages: null, CancellationToken.None);
        using var source = ImportSource.Open(folder);
        var passing = new PassingImages(new ImageDecoder(), TimeProvider.System);
        await using var output = File.Create(file);
        foreach (var image in await passing.RunAsync(featurizer, source.Files, "cpu", progress: null, CancellationToken.None))
        {
            if (image.Vector is null)
                throw new InvalidDataException($"{image.File}: {image.Refusal}");
            output.Write(MemoryMarshal.AsBytes<float>(image.Vector));
        }
        return 0;
    }
}
