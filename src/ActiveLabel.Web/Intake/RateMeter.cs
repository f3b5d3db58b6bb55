namespace ActiveLabel.Web.Intake;

/// <summary>Speed over the last seconds, and the time left at that speed. For one thread at a time.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Queue<(long At, long Done)> _points = new();

    /// <returns>Units a second, 0 until a second has passed; time left, null until then.</returns>
    public (double Rate, TimeSpan? TimeLeft) Measure(long done, long total)
    {
        var now = time.GetTimestamp();
        _points.Enqueue((now, done));
        while (_points.Count > 2 && time.GetElapsedTime(_points.Peek().At, now) > Window)
        {
            _points.Dequeue();
        }

        var (at, before) = _points.Peek();
        var elapsed = time.GetElapsedTime(at, now);
        if (elapsed < Least || done <= before)
            return (0, null);

        var rate = (done - before) / elapsed.TotalSeconds;
        return (rate, total > done ? TimeSpan.FromSeconds((total - done) / rate) : null);
    }
}
