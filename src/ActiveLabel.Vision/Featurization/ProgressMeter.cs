using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Featurization;

/// <summary>Counts what is done, and from the last seconds tells the rate and the time left.</summary>
internal sealed class ProgressMeter
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Queue<(long At, int Finished)> _samples = new();
    private readonly int _total;
    private readonly string? _device;
    private readonly IProgress<FeaturizationProgress>? _progress;
    private readonly TimeProvider _time;

    public ProgressMeter(int total, string? device, IProgress<FeaturizationProgress>? progress, TimeProvider time)
    {
        (_total, _device, _progress, _time) = (total, device, progress, time);
        Add(0, 0);
    }

    public int Done { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Called by one thread, a few times a second.</summary>
    public void Add(int done, int failed)
    {
        Done += done;
        Failed += failed;
        var now = _time.GetTimestamp();
        while (_samples.Count > 1 && _time.GetElapsedTime(_samples.Peek().At, now) > Window) _samples.Dequeue();
        _samples.Enqueue((now, Done + Failed));

        var (since, before) = _samples.Peek();
        var seconds = _time.GetElapsedTime(since, now).TotalSeconds;
        var rate = seconds > 0 ? (Done + Failed - before) / seconds : 0;
        var left = _total - Done - Failed;
        TimeSpan? timeLeft = left == 0 ? TimeSpan.Zero : rate > 0 ? TimeSpan.FromSeconds(left / rate) : null;
        _progress?.Report(new FeaturizationProgress(Done, Failed, _total, rate, timeLeft, _device));
    }
}
