namespace ActiveLabel.Core.Images.Import;

/// <summary>Counts what is done and tells about it, a few times a second.</summary>
internal sealed class ImportMeter(IProgress<ImportProgress>? progress, int total, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Before that much time nothing sensible can be said about the rate.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();

    private readonly long _start = time.GetTimestamp();

    private int _done, _refused;

    private TimeSpan _told = -Pause;

    public void Count(ReadImage image)
    {
        lock (_lock)
        {
            _done++;
            _refused += image.Refusal is null ? 0 : 1;
            var elapsed = time.GetElapsedTime(_start);
            if (progress is null || (elapsed - _told < Pause && _done < total))
                return;

            _told = elapsed;
            var rate = elapsed > WarmUp ? _done / elapsed.TotalSeconds : 0;
            progress.Report(new ImportProgress(_done, _refused, total, rate, rate > 0 ? TimeSpan.FromSeconds((total - _done) / rate) : null));
        }
    }
}
