using ActiveLabel.Core.Labels;

namespace ActiveLabel.Tests.Labels;

public sealed class LeaseClockTests
{
    [Theory]
    [InlineData(-86_400)]
    [InlineData(-1)]
    [InlineData(86_400)]
    public void A_wall_clock_that_is_put_right_changes_nothing_for_leases(int seconds)
    {
        var time = new WallClock();
        var clock = new LeaseClock(time);
        clock.Now.ShouldBe(WallClock.Start);
        var until = clock.Now.AddMinutes(5);

        time.Wall += TimeSpan.FromSeconds(seconds);
        time.Pass(TimeSpan.FromMinutes(4));
        clock.Now.ShouldBeLessThan(until);
        time.Pass(TimeSpan.FromMinutes(1));

        clock.Now.ShouldBe(until);
    }

    /// <summary>A wall clock that somebody can put right, beside the time that passes.</summary>
    private sealed class WallClock : TimeProvider
    {
        public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        private TimeSpan _passed;

        public DateTimeOffset Wall { get; set; } = Start;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => (Wall, _passed) = (Wall + time, _passed + time);

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => _passed.Ticks;
    }
}
