namespace ActiveLabel.Vision.Networks.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="Done">Bytes on disk, those of an earlier try included.</param>
/// <param name="BytesPerSecond">Over this try; 0 until it is known.</param>
/// <param name="TimeLeft">Null until it is known.</param>
public sealed record DownloadProgress(string File, long Done, long Total, double BytesPerSecond, TimeSpan? TimeLeft)
{
    /// <summary>One line for a person.</summary>
    public override string ToString()
    {
        var rate = BytesPerSecond > 0 ? $", {BytesPerSecond / 1e6:0.0} MB/s" : "";
        var left = TimeLeft is { } time && Done < Total ? $", {time:m\\:ss} left" : "";
        return $"Fetching {File}: {Done / 1e6:0.0} of {Total / 1e6:0.0} MB{rate}{left}";
    }
}

/// <summary>Tells a download in a message now and then, for whoever only takes words.</summary>
internal sealed class DownloadMessages(IProgress<string>? messages, TimeProvider time) : IProgress<DownloadProgress>
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private long? _last;

    /// <summary>Called by one thread at a time.</summary>
    public void Report(DownloadProgress value)
    {
        if (value.Done < value.Total && _last is { } last && time.GetElapsedTime(last) < Between)
            return;
        _last = time.GetTimestamp();
        messages?.Report(value.ToString());
    }
}
