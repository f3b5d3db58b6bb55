using System.Threading.Channels;

namespace ActiveLabel.Web.Shell;

/// <summary>
/// Keeps a page up to date without running after every change: however often it is asked, it refreshes at once and then
/// at most once in an interval, never twice at a time; and it looks by itself now and then, for what nobody tells it.
/// </summary>
public sealed class ThrottledRefresh : IAsyncDisposable
{
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _beat;
    private readonly Task _loop;

    /// <param name="refresh">Loads and renders; runs on a thread of the pool. Once it throws, no more is refreshed.</param>
    /// <param name="atMostEvery">Least time between the end of one refresh and the start of the next.</param>
    /// <param name="atLeastEvery">Time after which it refreshes unasked.</param>
    public ThrottledRefresh(Func<CancellationToken, Task> refresh, TimeSpan atMostEvery, TimeSpan atLeastEvery, TimeProvider time)
    {
        _beat = time.CreateTimer(_ => Ask(), state: null, atLeastEvery, atLeastEvery);
        _loop = Task.Run(() => RunAsync(refresh, atMostEvery, time), CancellationToken.None);
    }

    /// <summary>Something has changed. From any thread; returns at once.</summary>
    public void Ask() => _asked.Writer.TryWrite(true);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beat.DisposeAsync();
        try
        {
            await _loop;
        }
        catch (OperationCanceledException)
        {
            // Stopped, as asked.
        }

        _stop.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> refresh, TimeSpan pause, TimeProvider time)
    {
        await foreach (var _ in _asked.Reader.ReadAllAsync(_stop.Token))
        {
            await refresh(_stop.Token);
            await Task.Delay(pause, time, _stop.Token);
        }
    }
}
