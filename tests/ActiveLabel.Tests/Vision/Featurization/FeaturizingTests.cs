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

public sealed class FeaturizingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InMemoryBlobStore _blobs = new();
    private readonly InMemoryVectorIndex _index = new();
    private readonly MappedVectorStore _store;
    private readonly Featurizer _tiny;

    public FeaturizingTests()
    {
        _store = new MappedVectorStore(new DataFolder(_folder.Path));
        _tiny = TinyNetwork.Write(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_image_gets_the_vector_that_the_network_gives_it()
    {
        var images = PutPlain(30);
        var summary = await RunAsync(_tiny, images);
        (summary.Featurized, summary.Failed).ShouldBe((30, 0));
        summary.Device.ShouldBe("CPU, 2 cores");
        for (var i = 0; i < 30; i++)
        {
            // A picture of one grey level, whose every mean is that level.
            foreach (var value in Vector(_tiny, images[i])) value.ShouldBe((float)i * 8 / 255, 1e-5f);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 4)]
    [InlineData(64, 3)]
    public async Task Vectors_do_not_depend_on_batch_size_and_threads(int batch, int cores)
    {
        var images = PutNoise(50);
        await RunAsync(_tiny, images);
        var other = TinyNetwork.Write(_folder.Path, id: "other");
        await RunAsync(other, images, batch, cores);
        foreach (var image in images)
            Vector(other, image).Zip(Vector(_tiny, image)).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_network_that_insists_on_its_batch_size_gets_it(int fixedBatch)
    {
        var images = PutNoise(11);
        await RunAsync(_tiny, images);
        var other = TinyNetwork.Write(_folder.Path, fixedBatch, "fixed");
        (await RunAsync(other, images, batch: 8)).Featurized.ShouldBe(11);
        foreach (var image in images)
            Vector(other, image).Zip(Vector(_tiny, image)).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-5);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(8, 4)]
    public async Task The_views_of_an_image_are_averaged(int batch, int fixedBatch)
    {
        var images = PutNoise(11);
        await RunAsync(_tiny, images);
        var flip = TinyNetwork.Write(_folder.Path, fixedBatch, "flip", TinyNetwork.Input with { Views = Views.Flip });
        (await RunAsync(flip, images, batch)).Featurized.ShouldBe(11);
        foreach (var image in images)
        {
            // The network gives the means of four quarters a channel, left before right; mirrored, right before left.
            var single = Vector(_tiny, image);
            var expected = single.Select((value, i) => (value + single[i ^ 1]) / 2);
            Vector(flip, image).Zip(expected).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-5);
        }
    }

    [Fact]
    public async Task A_mirrored_image_has_the_same_vector_when_flips_are_averaged()
    {
        var random = new Random(4);
        var levels = Enumerable.Range(0, 33 * 20).Select(_ => (byte)random.Next(256)).ToArray();
        var image = Put(33, 20, (x, y) => levels[y * 33 + x]);
        var mirrored = Put(33, 20, (x, y) => levels[y * 33 + 32 - x]);
        var symmetric = Put(33, 20, (x, y) => levels[y * 33 + Math.Min(x, 32 - x)]);
        var flip = TinyNetwork.Write(_folder.Path, id: "flip", input: TinyNetwork.Input with { Views = Views.Flip });
        await RunAsync(_tiny, [image, mirrored, symmetric]);
        await RunAsync(flip, [image, mirrored, symmetric]);
        // One level of rounding in the resize, of the 16 pixels of a quarter, is 1 / 255 / 16.
        Vector(flip, mirrored).Zip(Vector(flip, image)).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3);
        Vector(flip, symmetric).Zip(Vector(_tiny, symmetric)).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3);
        Vector(_tiny, mirrored).Zip(Vector(_tiny, image)).ShouldContain(p => Math.Abs(p.First - p.Second) > 0.01);
    }

    [Fact]
    public async Task Five_crops_are_the_mean_of_five_pictures_cut_by_hand()
    {
        var random = new Random(5);
        // 9 x 9 is what an input of 8 x 8 is cut from, so nothing is resized.
        var levels = Enumerable.Range(0, 81).Select(_ => (byte)random.Next(256)).ToArray();
        ImageHash Cut(int left, int top) => Put(8, 8, (x, y) => levels[(y + top) * 9 + x + left]);
        ImageHash[] cut = [Cut(0, 0), Cut(1, 0), Cut(0, 1), Cut(1, 1), Cut(0, 0)];
        var whole = Put(9, 9, (x, y) => levels[y * 9 + x]);
        var crops = TinyNetwork.Write(_folder.Path, id: "crops", input: TinyNetwork.Input with { Views = Views.FiveCrops });
        await RunAsync(_tiny, cut);
        await RunAsync(crops, [whole, .. PutNoise(5)], batch: 4);
        var expected = Enumerable.Range(0, TinyNetwork.VectorLength).Select(i => cut.Average(c => Vector(_tiny, c)[i]));
        Vector(crops, whole).Zip(expected).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-5);
    }

    [Fact]
    public async Task Broken_images_are_recorded_and_cost_nobody_else_anything()
    {
        var good = PutNoise(21);
        var empty = _blobs.Put([]);
        var text = _blobs.Put("hello"u8.ToArray());
        var cut = _blobs.Put(Fixture.Bytes("photo.jpg")[..500]);
        var gone = ImageHash.Of("never kept"u8);
        ImageHash[] all = [empty, .. good[..9], text, .. good[9..], cut, gone];

        var summary = await RunAsync(_tiny, all, batch: 4);

        (summary.Featurized, summary.Failed).ShouldBe((21, 4));
        foreach (var image in good) Vector(_tiny, image).Length.ShouldBe(12);
        _index.FailureOf("tiny", empty).ShouldBe("empty file");
        _index.FailureOf("tiny", text).ShouldBe("not an image: the file starts with text");
        _index.FailureOf("tiny", cut).ShouldBe("the JPEG ends before the picture does");
        _index.FailureOf("tiny", gone).ShouldBe("its bytes are missing from the data folder");
        (await _index.CountRowsAsync("tiny", default)).ShouldBe(21);
    }

    [Fact]
    public async Task Only_broken_images_end_without_a_vector()
    {
        var summary = await RunAsync(_tiny, [_blobs.Put([1]), _blobs.Put([2])]);
        (summary.Featurized, summary.Failed).ShouldBe((0, 2));
    }

    [Fact]
    public async Task No_images_are_done_at_once() => (await RunAsync(_tiny, [])).Featurized.ShouldBe(0);

    [Fact]
    public async Task Stopped_and_started_again_it_computes_the_rest_and_nothing_twice()
    {
        var images = PutNoise(400);
        using var stop = new CancellationTokenSource();
        var read = 0;
        _blobs.Reading = _ =>
        {
            if (Interlocked.Increment(ref read) == 150) stop.Cancel();
        };
        await Should.ThrowAsync<OperationCanceledException>(
            () => Featurizing(2).RunAsync(_tiny, images, new("cpu", 8), null, stop.Token));
        var committed = await _index.CountRowsAsync("tiny", default);
        committed.ShouldBeInRange(1, 200);
        var kept = images.Where(i => _index.RowOf("tiny", i) is not null).ToDictionary(i => i, i => Vector(_tiny, i));

        _blobs.Reading = null;
        (await RunAsync(_tiny, images)).Featurized.ShouldBe(400 - (int)committed);

        (await _index.CountRowsAsync("tiny", default)).ShouldBe(400);
        foreach (var (image, vector) in kept) Vector(_tiny, image).ShouldBe(vector);
        var other = TinyNetwork.Write(_folder.Path, id: "uninterrupted");
        await RunAsync(other, images);
        foreach (var image in images) Vector(_tiny, image).ShouldBe(Vector(other, image));
    }

    [Fact]
    public async Task A_failing_index_ends_the_run_with_its_error_and_a_new_run_goes_on()
    {
        var images = PutNoise(300);
        _index.Adding = _ => throw new IOException("disk full");
        (await Should.ThrowAsync<IOException>(() => RunAsync(_tiny, images))).Message.ShouldBe("disk full");
        _index.Adding = null;
        (await RunAsync(_tiny, images)).Featurized.ShouldBe(300);
        foreach (var image in images) Vector(_tiny, image).Length.ShouldBe(12);
    }

    [Fact]
    public async Task Two_runs_over_the_same_images_share_the_work()
    {
        var images = PutNoise(60);
        var featurizing = Featurizing(2);
        var summaries = await Task.WhenAll(
            featurizing.RunAsync(_tiny, images, new("cpu"), null, default),
            featurizing.RunAsync(_tiny, [.. images, .. images], new("cpu"), null, default));
        summaries.Sum(s => s.Featurized).ShouldBe(60);
        (await _index.CountRowsAsync("tiny", default)).ShouldBe(60);
    }

    [Fact]
    public async Task Progress_begins_at_nothing_never_falls_and_ends_at_all()
    {
        var seen = new Reports();
        await Featurizing(2).RunAsync(_tiny, [.. PutNoise(100), _blobs.Put([])], new("cpu"), seen, default);
        seen.All.First().ShouldBe(new FeaturizationProgress(0, 0, 101, 0, null, "CPU, 2 cores"));
        var last = seen.All.Last();
        (last.Done, last.Failed, last.Total, last.TimeLeft).ShouldBe((100, 1, 101, TimeSpan.Zero));
        last.ImagesPerSecond.ShouldBePositive();
        seen.All.Zip(seen.All.Skip(1)).ShouldAllBe(p => p.First.Done <= p.Second.Done && p.First.Failed <= p.Second.Failed);
    }

    [Fact]
    public async Task An_unknown_device_is_wrong_use() =>
        await Should.ThrowAsync<WrongUseException>(() => Featurizing(1).RunAsync(_tiny, [], new("tpu"), null, default));

    private Task<FeaturizationSummary> RunAsync(Featurizer featurizer, IReadOnlyList<ImageHash> images, int batch = 0, int cores = 2) =>
        Featurizing(cores).RunAsync(featurizer, images, new("cpu", batch), null, TestContext.Current.CancellationToken);

    private Featurizing Featurizing(int cores) =>
        new(_store, _index, _blobs, new ImageDecoder(), TimeProvider.System, NullLogger<Featurizing>.Instance) { Cores = cores };

    private float[] Vector(Featurizer featurizer, ImageHash image)
    {
        using var reader = _store.OpenRead(featurizer);
        return reader.Row(_index.RowOf(featurizer.Id, image).ShouldNotBeNull(), new float[reader.VectorLength]).ToArray();
    }

    private ImageHash[] PutPlain(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Put(8, 8, (_, _) => (byte)(i * 8)))];

    private ImageHash[] PutNoise(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ => Put(random.Next(1, 40), random.Next(1, 40), (_, _) => (byte)random.Next(256)))];
    }

    private ImageHash Put(int width, int height, Func<int, int, byte> level)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8));
        var pixels = bitmap.GetPixelSpan();
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                pixels[y * bitmap.RowBytes + x] = level(x, y);
        return _blobs.Put(bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());
    }

    private sealed class Reports : IProgress<FeaturizationProgress>
    {
        public List<FeaturizationProgress> All { get; } = [];

        public void Report(FeaturizationProgress value) => All.Add(value);
    }
}
