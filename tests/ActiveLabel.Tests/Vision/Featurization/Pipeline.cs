using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Featurization;
using ActiveLabel.Vision.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace ActiveLabel.Tests.Vision.Featurization;

/// <summary>The pipeline between images in memory and a store in a folder of its own.</summary>
internal sealed class Pipeline : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Pipeline() => Store = new MappedVectorStore(new DataFolder(_folder.Path));

    public InMemoryBlobStore Blobs { get; } = new();

    public InMemoryVectorIndex Index { get; } = new();

    public MappedVectorStore Store { get; }

    public string Folder => _folder.Path;

    public Featurizing Of(int cores) => new(Store, Index, Blobs, new ImageDecoder(), TimeProvider.System, NullLogger<Featurizing>.Instance) { Cores = cores };

    public Task<FeaturizationSummary> RunAsync(Featurizer featurizer, IReadOnlyList<ImageHash> images, int batch = 0, int cores = 2) =>
        RunAsync(featurizer, images, batch, cores, TestContext.Current.CancellationToken);

    public Task<FeaturizationSummary> RunAsync(Featurizer featurizer, IReadOnlyList<ImageHash> images, int batch, int cores, CancellationToken cancel) =>
        Of(cores).RunAsync(featurizer, images, new("cpu", batch), null, cancel);

    public float[] Vector(Featurizer featurizer, ImageHash image)
    {
        using var reader = Store.OpenRead(featurizer);
        return reader.Row(Index.RowOf(featurizer.Id, image).ShouldNotBeNull(), new float[reader.VectorLength]).ToArray();
    }

    /// <summary>Small pictures of noise, all different.</summary>
    public ImageHash[] PutNoise(int count, int seed = 11)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Put(random.Next(1, 40), random.Next(1, 40), (_, _) => (byte)random.Next(256)))];
    }

    public ImageHash Put(int width, int height, Func<int, int, byte> level)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8));
        var pixels = bitmap.GetPixelSpan();
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                pixels[y * bitmap.RowBytes + x] = level(x, y);
        return Blobs.Put(bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());
    }

    public void Dispose() => _folder.Dispose();
}
