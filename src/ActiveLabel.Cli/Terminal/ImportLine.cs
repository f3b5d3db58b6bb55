using ActiveLabel.Core.Images.Import;

namespace ActiveLabel.Cli.Terminal;

/// <summary>How far an import is, on stderr: one line that changes on a terminal, a line now and then in a log.</summary>
internal sealed class ImportLine(TimeProvider time) : IProgress<ImportProgress>
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly bool _terminal = !Console.IsErrorRedirected;

    private long? _last;

    /// <summary>Called by one thread at a time.</summary>
    public void Report(ImportProgress value)
    {
        var over = value.Done == value.Total;
        if (!_terminal && !over && _last is { } last && time.GetElapsedTime(last) < BetweenLines)
            return;

        _last = time.GetTimestamp();
        var refused = value.Refused > 0 ? $", {value.Refused} refused" : "";
        var rate = value.ImagesPerSecond > 0 ? $", {value.ImagesPerSecond:0} images/s" : "";
        var left = value.TimeLeft is { } rest && !over ? $", {rest:m\\:ss} left" : "";
        var text = $"Importing {value.Done} of {value.Total}{refused}{rate}{left}";
        if (_terminal && !over)
            Console.Error.Write($"\r{text,-78}");
        else
            Console.Error.WriteLine(_terminal ? $"\r{text,-78}" : text);
    }
}
