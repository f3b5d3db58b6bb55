using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Data.Images;
using ActiveLabel.TestKit;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Tests.Vision.Decoding;
using ActiveLabel.Vision.Decoding;
using ActiveLabel.Vision.Featurization;
using ActiveLabel.Vision.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Featurization;

/// <summary>Buffers are made when a run begins and used for every image: the more images, the same memory.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests : IDisposable
{
    private const int Few = 100, Many = 600;

    private readonly TemporaryFolder _folder = new();
    private readonly BlobFiles _blobs;
    private readonly InMemoryVectorIndex _index = new(capacity: 4 * Many);

    public AllocationTests() => _blobs = new BlobFiles(new DataFolder(_folder.Path));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task An_image_more_allocates_what_its_file_and_its_codec_take_and_nothing_for_pixels(int batch)
    {
        var images = await KeepAsync();
        await RunAsync(images, batch, "warm");
        var few = await RunAsync(images[..Few], batch, "few");
        var many = await RunAsync(images, batch, "many");
        var each = (many - few) / (double)(Many - Few);

        var reading = Reading(images);
        // An open file, its path and Skia's own objects; the pixels of a picture would be 100,000 bytes and more.
        reading.ShouldBeLessThan(3000);
        // The list of images, and each commit's share of it.
        (each - reading).ShouldBeLessThan(300);
    }

    private async Task<List<ImageHash>> KeepAsync()
    {
        var images = new List<ImageHash>();
        foreach (var (file, _) in SeedImages.Labels.Take(Many))
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(SeedImages.Folder, file), TestContext.Current.CancellationToken);
            images.Add(ImageHash.Of(bytes));
            await _blobs.PutAsync(images[^1], bytes, default);
        }
        return images;
    }

    /// <summary>Bytes that a whole run allocates, on all threads.</summary>
    private async Task<long> RunAsync(IReadOnlyList<ImageHash> images, int batch, string id)
    {
        var store = new MappedVectorStore(new DataFolder(_folder.Path));
        var featurizing = new Featurizing(store, _index, _blobs, new ImageDecoder(), TimeProvider.System, NullLogger<Featurizing>.Instance) { Cores = 2 };
        var tiny = TinyNetwork.Write(_folder.Path, id: id);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        (await featurizing.RunAsync(tiny, images, new FeaturizationOptions("cpu", batch), null, default)).Featurized.ShouldBe(images.Count);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>Bytes an image that opening its file and decoding it allocate.</summary>
    private double Reading(List<ImageHash> images)
    {
        using var reader = new ImageReader(_blobs, new ImageDecoder(), TinyNetwork.Input);
        var tensor = new float[3 * 8 * 8];
        reader.Read(images[0], tensor).ShouldBeNull();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var image in images) reader.Read(image, tensor);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)images.Count;
    }
}
