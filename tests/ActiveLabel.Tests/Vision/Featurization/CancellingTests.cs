using System.Diagnostics;
using ActiveLabel.Tests.Vision.Decoding;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Featurization;

/// <summary>Whatever keeps the machine busy, whoever cancels waits for none of it: by itself it would take minutes.</summary>
[Collection(nameof(Alone))]
public sealed class CancellingTests : IDisposable
{
    /// <summary>A second at most, and more only where the machine has others to serve.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    private readonly Pipeline _pipeline = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        _pipeline.Dispose();
    }

    [Fact]
    public async Task A_batch_that_takes_minutes_is_left_unfinished()
    {
        var slow = TinyNetwork.Write(_pipeline.Folder, size: 256, blurs: 3000);
        using var busy = new SemaphoreSlim(0);
        // By the seventeenth, two batches of eight are full, and each core computes one.
        var images = _pipeline.PutNoise(100);
        var read = 0;
        _pipeline.Blobs.Reading = _ =>
        {
            if (Interlocked.Increment(ref read) == 17) busy.Release();
        };
        var run = _pipeline.RunAsync(slow, images, batch: 8, cores: 2, _stop.Token);
        await busy.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);

        (await CancelAsync(run)).ShouldBeLessThan(AtOnce);
        (await _pipeline.Index.CountRowsAsync("tiny", default)).ShouldBe(0, "the batch would have taken far longer");
    }

    [Fact]
    public async Task A_picture_that_takes_minutes_to_decode_is_left_and_what_was_computed_is_kept()
    {
        var tiny = TinyNetwork.Write(_pipeline.Folder);
        var images = _pipeline.PutNoise(40);
        using var decoded = new ManualResetEventSlim();
        _pipeline.Blobs.Reading = image =>
        {
            if (image == images[20]) decoded.Wait(TimeSpan.FromMinutes(1));
        };
        var run = _pipeline.RunAsync(tiny, images, batch: 1, cores: 2, _stop.Token);
        // The other decoder went on with all the rest.
        while (await _pipeline.Index.CountRowsAsync("tiny", default) < 39) await Task.Delay(10, TestContext.Current.CancellationToken);

        (await CancelAsync(run)).ShouldBeLessThan(AtOnce);

        decoded.Set();
        (await _pipeline.RunAsync(tiny, images)).Featurized.ShouldBe(1);
        _pipeline.Vector(tiny, images[20]).Length.ShouldBe(TinyNetwork.VectorLength);
    }

    private async Task<TimeSpan> CancelAsync(Task run)
    {
        run.IsCompleted.ShouldBeFalse();
        var watch = Stopwatch.StartNew();
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run);
        return watch.Elapsed;
    }
}
