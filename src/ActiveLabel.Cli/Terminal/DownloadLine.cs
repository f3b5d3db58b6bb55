using ActiveLabel.Vision.Networks.Downloads;

namespace ActiveLabel.Cli.Terminal;

/// <summary>How far a download is, on stderr: one line that changes on a terminal, a line now and then in a log.</summary>
internal sealed class DownloadLine(TimeProvider time) : IProgress<DownloadProgress>
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromMilliseconds(100);

    private readonly bool _terminal = !Console.IsErrorRedirected;

    private long? _last;

    /// <summary>Called by one thread at a time.</summary>
    public void Report(DownloadProgress value)
    {
        var over = value.Done == value.Total;
        if (!over && _last is { } last && time.GetElapsedTime(last) < (_terminal ? BetweenChanges : BetweenLines))
            return;

        _last = time.GetTimestamp();
        if (_terminal && !over)
            Console.Error.Write($"\r{value,-78}");
        else
            Console.Error.WriteLine(_terminal ? $"\r{value,-78}" : $"{value}");
    }
}
