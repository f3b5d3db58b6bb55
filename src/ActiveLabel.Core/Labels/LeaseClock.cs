namespace ActiveLabel.Core.Labels;

/// <summary>
/// The time by which leases run. It begins with the wall clock and then only ever goes forward, as fast as time passes:
/// a wall clock that is put right, to and fro, neither frees what somebody looks at nor keeps it from others.
/// </summary>
public sealed class LeaseClock(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();

    private readonly long _stamp = time.GetTimestamp();

    public DateTimeOffset Now => _start + time.GetElapsedTime(_stamp);
}
