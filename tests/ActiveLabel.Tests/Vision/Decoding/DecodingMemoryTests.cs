using ActiveLabel.Vision.Decoding;
using Shouldly;
using Xunit;

namespace ActiveLabel.Tests.Vision.Decoding;

public sealed class DecodingMemoryTests
{
    private const long Budget = 100L << 20;

    [Fact]
    public void However_many_threads_decode_the_budget_holds_and_all_get_their_turn()
    {
        var memory = new DecodingMemory(Budget);
        var (used, most, done) = (0L, 0L, 0);
        var threads = Enumerable.Range(0, 8).Select(number => new Thread(() =>
        {
            using var pixels = new PixelBuffer(memory);
            var random = new Random(number);
            for (var i = 0; i < 300; i++)
            {
                var bytes = random.NextInt64(DecodingMemory.Small + 1, Budget + 1);
                pixels.Reserve(bytes).ShouldBeNull();
                var now = Interlocked.Add(ref used, bytes);
                for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, now, seen);
                Thread.Yield();
                Interlocked.Add(ref used, -bytes);
                pixels.ReleaseLarge();
                Interlocked.Increment(ref done);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join(TimeSpan.FromMinutes(1)).ShouldBeTrue();
        done.ShouldBe(8 * 300);
        most.ShouldBeInRange(DecodingMemory.Small + 1, Budget);
    }

    [Fact]
    public async Task A_small_picture_waits_for_nobody()
    {
        var memory = new DecodingMemory(Budget);
        using var large = new PixelBuffer(memory);
        large.Reserve(Budget).ShouldBeNull();
        using var small = new PixelBuffer(memory);
        var done = Task.Run(() => small.Reserve(DecodingMemory.Small), TestContext.Current.CancellationToken);
        (await done.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task A_large_picture_waits_until_there_is_room()
    {
        var memory = new DecodingMemory(Budget);
        using var first = new PixelBuffer(memory);
        first.Reserve(Budget / 2).ShouldBeNull();
        using var second = new PixelBuffer(memory);
        var waiting = Task.Run(() => second.Reserve(Budget), TestContext.Current.CancellationToken);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        waiting.IsCompleted.ShouldBeFalse();
        first.ReleaseLarge();
        (await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public void What_will_never_fit_is_refused_with_its_size() =>
        new PixelBuffer(new DecodingMemory(Budget)).Reserve(Budget + (1 << 20))
            .ShouldBe("decoding it would take 101 MiB of memory, more than the 100 that are allowed; save it smaller");

    [Fact]
    public void The_same_buffer_can_take_one_large_picture_after_another()
    {
        using var pixels = new PixelBuffer(new DecodingMemory(Budget));
        for (var i = 0; i < 5; i++) pixels.Reserve(Budget).ShouldBeNull();
        pixels.Reserve(1).ShouldBeNull();
        pixels.Reserve(Budget).ShouldBeNull();
    }
}
