using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Featurization;

/// <summary>What waits between the device and the disk: little, and yet enough that neither waits for the other.</summary>
public sealed class CommitTests : IDisposable
{
    private readonly Pipeline _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Theory]
    [InlineData(1, 2, 128)]
    [InlineData(8, 2, 128)]
    [InlineData(48, 1, 192)]
    [InlineData(100, 2, 400)]
    public async Task A_kill_loses_no_more_vectors_than_these(int batch, int cores, int most)
    {
        var images = _pipeline.PutNoise(most + 5 * batch + 200);
        var tiny = TinyNetwork.Write(_pipeline.Folder);
        using var hangs = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var read = 0;
        _pipeline.Blobs.Reading = _ => Interlocked.Increment(ref read);
        _pipeline.Index.Adding = _ => hangs.Wait(TimeSpan.FromMinutes(1));

        var run = _pipeline.RunAsync(tiny, images, batch, cores, stop.Token);
        await UntilItRestsAsync(() => Volatile.Read(ref read));
        (await _pipeline.Index.CountRowsAsync("tiny", default)).ShouldBe(0, "nothing is counted on yet: it would be lost");
        read.ShouldBeLessThan(images.Length, "the device waits for the disk");
        await stop.CancelAsync();
        hangs.Set();
        await Should.ThrowAsync<OperationCanceledException>(() => run);

        // All that was computed was kept, so it tells how much there was.
        (await _pipeline.Index.CountRowsAsync("tiny", default)).ShouldBe(most);
    }

    [Fact]
    public async Task What_is_computed_while_the_disk_is_busy_goes_together()
    {
        var images = _pipeline.PutNoise(640);
        var commits = new List<int>();
        using var never = new ManualResetEventSlim();
        _pipeline.Index.Adding = rows =>
        {
            commits.Add(rows.Count);
            never.Wait(100);
        };
        await _pipeline.RunAsync(TinyNetwork.Write(_pipeline.Folder), images, batch: 1);
        commits.Sum().ShouldBe(640);
        commits.Max().ShouldBeLessThanOrEqualTo(128);
        commits.Count.ShouldBeLessThanOrEqualTo(640 / 64 + 2);
    }

    private static async Task UntilItRestsAsync(Func<int> count)
    {
        for (var before = -1; count() != before || before == 0;)
        {
            before = count();
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }
}
