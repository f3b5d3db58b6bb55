using ActiveLabel.Vision.Storage.Upkeep;

namespace ActiveLabel.Cli.Terminal;

/// <summary>How far a walk through the stored vectors is, on stderr: one line that changes on a terminal, a line now and then in a log.</summary>
internal sealed class StoreLine(string what, TimeProvider time) : IProgress<StoreProgress>
{
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly TimeSpan _between = TimeSpan.FromSeconds(Console.IsErrorRedirected ? 5 : 0.2);

    private long? _last;

    public void Report(StoreProgress value)
    {
        var over = value.Rows == value.Total;
        if (!over && _last is { } last && time.GetElapsedTime(last) < _between)
            return;

        _last = time.GetTimestamp();
        var text = $"{what} {value.Featurizer}: {value.Rows} of {value.Total} vectors";
        if (_terminal && !over)
            Console.Error.Write($"\r{text,-78}");
        else
            Console.Error.WriteLine(_terminal ? $"\r{text,-78}" : text);
    }
}
