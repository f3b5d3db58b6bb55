using ActiveLabel.Web.Shell;
using Microsoft.Extensions.Time.Testing;

namespace ActiveLabel.Web.Tests.Shell;

public sealed class ThrottledRefreshTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new();
    private readonly SemaphoreSlim _refreshed = new(0);
    private int _count;

    [Fact]
    public async Task A_hundred_changes_at_once_are_one_refresh_now_and_one_later()
    {
        await using var refresh = Start();
        refresh.Ask();
        await NextAsync();

        for (var i = 0; i < 100; i++)
            refresh.Ask();
        await AdvanceUntilRefreshedAsync(Pause);

        await SettleAsync();
        _count.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_refreshed_before_the_pause_is_over()
    {
        await using var refresh = Start();
        refresh.Ask();
        await NextAsync();
        refresh.Ask();
        await SettleAsync();

        _time.Advance(Pause / 2);
        await SettleAsync();

        _count.ShouldBe(1);
    }

    [Fact]
    public async Task It_looks_by_itself_after_a_while()
    {
        await using var refresh = Start();

        _time.Advance(Beat);
        await NextAsync();

        _count.ShouldBe(1);
    }

    [Fact]
    public async Task Once_disposed_it_refreshes_no_more()
    {
        var refresh = Start();
        await refresh.DisposeAsync();

        refresh.Ask();
        _time.Advance(Beat);
        await SettleAsync();

        _count.ShouldBe(0);
    }

    private ThrottledRefresh Start() => new(Refresh, Pause, Beat, _time);

    private Task Refresh(CancellationToken cancel)
    {
        Interlocked.Increment(ref _count);
        _refreshed.Release();
        return Task.CompletedTask;
    }

    private async Task NextAsync() => (await _refreshed.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue();

    /// <summary>The loop may not have reached its delay yet when the clock moves.</summary>
    private async Task AdvanceUntilRefreshedAsync(TimeSpan step)
    {
        for (var i = 0; i < 200; i++)
        {
            _time.Advance(step);
            if (await _refreshed.WaitAsync(TimeSpan.FromMilliseconds(50)))
                return;
        }

        throw new TimeoutException("Nothing was refreshed.");
    }

    private static Task SettleAsync() => Task.Delay(60);
}
