using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Featurization;

public sealed class FeaturizingTests : IDisposable
{
    private readonly Pipeline _pipeline = new();
    private readonly Featurizer _tiny;

    public FeaturizingTests() => _tiny = TinyNetwork.Write(_pipeline.Folder);

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Each_image_gets_the_vector_that_the_network_gives_it()
    {
        var images = PutPlain(30);
        var summary = await _pipeline.RunAsync(_tiny, images);
        (summary.Featurized, summary.Failed).ShouldBe((30, 0));
        summary.Device.ShouldBe("CPU, 2 cores");
        for (var i = 0; i < 30; i++)
        {
            // A picture of one grey level, whose every mean is that level.
            foreach (var value in _pipeline.Vector(_tiny, images[i])) value.ShouldBe((float)i * 8 / 255, 1e-5f);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 4)]
    [InlineData(64, 3)]
    public async Task Vectors_do_not_depend_on_batch_size_and_threads(int batch, int cores)
    {
        var images = _pipeline.PutNoise(50);
        await _pipeline.RunAsync(_tiny, images);
        var other = TinyNetwork.Write(_pipeline.Folder, id: "other");
        await _pipeline.RunAsync(other, images, batch, cores);
        foreach (var image in images)
            _pipeline.Vector(other, image).Zip(_pipeline.Vector(_tiny, image)).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_network_that_insists_on_its_batch_size_gets_it(int fixedBatch)
    {
        var images = _pipeline.PutNoise(11);
        await _pipeline.RunAsync(_tiny, images);
        var other = TinyNetwork.Write(_pipeline.Folder, fixedBatch, "fixed");
        (await _pipeline.RunAsync(other, images, batch: 8)).Featurized.ShouldBe(11);
        foreach (var image in images)
            _pipeline.Vector(other, image).Zip(_pipeline.Vector(_tiny, image)).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-5);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(8, 4)]
    public async Task The_views_of_an_image_are_averaged(int batch, int fixedBatch)
    {
        var images = _pipeline.PutNoise(11);
        await _pipeline.RunAsync(_tiny, images);
        var flip = TinyNetwork.Write(_pipeline.Folder, fixedBatch, "flip", TinyNetwork.Input with { Views = Views.Flip });
        (await _pipeline.RunAsync(flip, images, batch)).Featurized.ShouldBe(11);
        foreach (var image in images)
        {
            // The network gives the means of four quarters a channel, left before right; mirrored, right before left.
            var single = _pipeline.Vector(_tiny, image);
            var expected = single.Select((value, i) => (value + single[i ^ 1]) / 2);
            _pipeline.Vector(flip, image).Zip(expected).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-5);
        }
    }

    [Fact]
    public async Task A_mirrored_image_has_the_same_vector_when_flips_are_averaged()
    {
        var random = new Random(4);
        var levels = Enumerable.Range(0, 33 * 20).Select(_ => (byte)random.Next(256)).ToArray();
        var image = _pipeline.Put(33, 20, (x, y) => levels[y * 33 + x]);
        var mirrored = _pipeline.Put(33, 20, (x, y) => levels[y * 33 + 32 - x]);
        var symmetric = _pipeline.Put(33, 20, (x, y) => levels[y * 33 + Math.Min(x, 32 - x)]);
        var flip = TinyNetwork.Write(_pipeline.Folder, id: "flip", input: TinyNetwork.Input with { Views = Views.Flip });
        await _pipeline.RunAsync(_tiny, [image, mirrored, symmetric]);
        await _pipeline.RunAsync(flip, [image, mirrored, symmetric]);
        // One level of rounding in the resize, of the 16 pixels of a quarter, is 1 / 255 / 16.
        _pipeline.Vector(flip, mirrored).Zip(_pipeline.Vector(flip, image)).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3);
        _pipeline.Vector(flip, symmetric).Zip(_pipeline.Vector(_tiny, symmetric)).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3);
        _pipeline.Vector(_tiny, mirrored).Zip(_pipeline.Vector(_tiny, image)).ShouldContain(p => Math.Abs(p.First - p.Second) > 0.01);
    }

    [Fact]
    public async Task Five_crops_are_the_mean_of_five_pictures_cut_by_hand()
    {
        var random = new Random(5);
        // 9 x 9 is what an input of 8 x 8 is cut from, so nothing is resized.
        var levels = Enumerable.Range(0, 81).Select(_ => (byte)random.Next(256)).ToArray();
        ImageHash Cut(int left, int top) => _pipeline.Put(8, 8, (x, y) => levels[(y + top) * 9 + x + left]);
        ImageHash[] cut = [Cut(0, 0), Cut(1, 0), Cut(0, 1), Cut(1, 1), Cut(0, 0)];
        var whole = _pipeline.Put(9, 9, (x, y) => levels[y * 9 + x]);
        var crops = TinyNetwork.Write(_pipeline.Folder, id: "crops", input: TinyNetwork.Input with { Views = Views.FiveCrops });
        await _pipeline.RunAsync(_tiny, cut);
        await _pipeline.RunAsync(crops, [whole, .. _pipeline.PutNoise(5)], batch: 4);
        var expected = Enumerable.Range(0, TinyNetwork.VectorLength).Select(i => cut.Average(c => _pipeline.Vector(_tiny, c)[i]));
        _pipeline.Vector(crops, whole).Zip(expected).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-5);
    }

    [Fact]
    public async Task Broken_images_are_recorded_and_cost_nobody_else_anything()
    {
        var good = _pipeline.PutNoise(21);
        var empty = _pipeline.Blobs.Put([]);
        var text = _pipeline.Blobs.Put("hello"u8.ToArray());
        var cut = _pipeline.Blobs.Put(Fixture.Bytes("photo.jpg")[..500]);
        var gone = ImageHash.Of("never kept"u8);
        ImageHash[] all = [empty, .. good[..9], text, .. good[9..], cut, gone];

        var summary = await _pipeline.RunAsync(_tiny, all, batch: 4);

        (summary.Featurized, summary.Failed).ShouldBe((21, 4));
        foreach (var image in good) _pipeline.Vector(_tiny, image).Length.ShouldBe(12);
        _pipeline.Index.FailureOf("tiny", empty).ShouldBe("empty file");
        _pipeline.Index.FailureOf("tiny", text).ShouldBe("not an image: the file starts with text");
        _pipeline.Index.FailureOf("tiny", cut).ShouldBe("the JPEG ends before the picture does");
        _pipeline.Index.FailureOf("tiny", gone).ShouldBe("its bytes are missing from the data folder");
        (await _pipeline.Index.CountRowsAsync("tiny", default)).ShouldBe(21);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task Three_broken_of_a_batch_of_eight_leave_five_vectors_as_each_has_alone(int fixedBatch)
    {
        var good = _pipeline.PutNoise(5);
        var broken = Enumerable.Range(0, 3).Select(i => _pipeline.Blobs.Put([(byte)i])).ToArray();
        foreach (var image in good) await _pipeline.RunAsync(_tiny, [image], batch: 1, cores: 1);
        var other = TinyNetwork.Write(_pipeline.Folder, fixedBatch, "other");

        var summary = await _pipeline.RunAsync(other, [broken[0], good[0], good[1], broken[1], .. good[2..], broken[2]], batch: 8);

        (summary.Featurized, summary.Failed).ShouldBe((5, 3));
        foreach (var image in good) _pipeline.Vector(other, image).ShouldBe(_pipeline.Vector(_tiny, image));
        foreach (var image in broken) _pipeline.Index.FailureOf("other", image).ShouldNotBeNull();
    }

    [Fact]
    public async Task Only_broken_images_end_without_a_vector()
    {
        var summary = await _pipeline.RunAsync(_tiny, [_pipeline.Blobs.Put([1]), _pipeline.Blobs.Put([2])]);
        (summary.Featurized, summary.Failed).ShouldBe((0, 2));
    }

    [Fact]
    public async Task No_images_are_done_at_once() => (await _pipeline.RunAsync(_tiny, [])).Featurized.ShouldBe(0);

    [Fact]
    public async Task Stopped_and_started_again_it_computes_the_rest_and_nothing_twice()
    {
        var images = _pipeline.PutNoise(400);
        using var stop = new CancellationTokenSource();
        var read = 0;
        _pipeline.Blobs.Reading = _ =>
        {
            if (Interlocked.Increment(ref read) == 150) stop.Cancel();
        };
        await Should.ThrowAsync<OperationCanceledException>(
            () => _pipeline.Of(2).RunAsync(_tiny, images, new("cpu", 8), null, stop.Token));
        var committed = await _pipeline.Index.CountRowsAsync("tiny", default);
        committed.ShouldBeInRange(1, 200);
        var kept = images.Where(i => _pipeline.Index.RowOf("tiny", i) is not null).ToDictionary(i => i, i => _pipeline.Vector(_tiny, i));

        _pipeline.Blobs.Reading = null;
        (await _pipeline.RunAsync(_tiny, images)).Featurized.ShouldBe(400 - (int)committed);

        (await _pipeline.Index.CountRowsAsync("tiny", default)).ShouldBe(400);
        foreach (var (image, vector) in kept) _pipeline.Vector(_tiny, image).ShouldBe(vector);
        var other = TinyNetwork.Write(_pipeline.Folder, id: "uninterrupted");
        await _pipeline.RunAsync(other, images);
        foreach (var image in images) _pipeline.Vector(_tiny, image).ShouldBe(_pipeline.Vector(other, image));
    }

    [Fact]
    public async Task A_failing_index_ends_the_run_with_its_error_and_a_new_run_goes_on()
    {
        var images = _pipeline.PutNoise(300);
        _pipeline.Index.Adding = _ => throw new IOException("disk full");
        (await Should.ThrowAsync<IOException>(() => _pipeline.RunAsync(_tiny, images))).Message.ShouldBe("disk full");
        _pipeline.Index.Adding = null;
        (await _pipeline.RunAsync(_tiny, images)).Featurized.ShouldBe(300);
        foreach (var image in images) _pipeline.Vector(_tiny, image).Length.ShouldBe(12);
    }

    [Fact]
    public async Task Two_runs_over_the_same_images_share_the_work()
    {
        var images = _pipeline.PutNoise(60);
        var featurizing = _pipeline.Of(2);
        var summaries = await Task.WhenAll(
            featurizing.RunAsync(_tiny, images, new("cpu"), null, default),
            featurizing.RunAsync(_tiny, [.. images, .. images], new("cpu"), null, default));
        summaries.Sum(s => s.Featurized).ShouldBe(60);
        (await _pipeline.Index.CountRowsAsync("tiny", default)).ShouldBe(60);
    }

    [Fact]
    public async Task Progress_begins_at_nothing_never_falls_and_ends_at_all()
    {
        var seen = new Reports();
        await _pipeline.Of(2).RunAsync(_tiny, [.. _pipeline.PutNoise(100), _pipeline.Blobs.Put([])], new("cpu"), seen, default);
        seen.All.First().ShouldBe(new FeaturizationProgress(0, 0, 101, 0, null, "CPU, 2 cores"));
        var last = seen.All.Last();
        (last.Done, last.Failed, last.Total, last.TimeLeft).ShouldBe((100, 1, 101, TimeSpan.Zero));
        last.ImagesPerSecond.ShouldBePositive();
        seen.All.Zip(seen.All.Skip(1)).ShouldAllBe(p => p.First.Done <= p.Second.Done && p.First.Failed <= p.Second.Failed);
    }

    [Fact]
    public async Task An_unknown_device_is_wrong_use() =>
        await Should.ThrowAsync<WrongUseException>(() => _pipeline.Of(1).RunAsync(_tiny, [], new("tpu"), null, default));

    private ImageHash[] PutPlain(int count) =>
        [.. Enumerable.Range(0, count).Select(i => _pipeline.Put(8, 8, (_, _) => (byte)(i * 8)))];

    private sealed class Reports : IProgress<FeaturizationProgress>
    {
        public List<FeaturizationProgress> All { get; } = [];

        public void Report(FeaturizationProgress value) => All.Add(value);
    }
}
