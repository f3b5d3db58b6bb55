namespace ActiveLabel.Cli.Terminal;

/// <summary>How far work is, on stderr: one line that changes on a terminal, a line now and then in a log.</summary>
/// <param name="describe">The line, and whether it is the last.</param>
internal sealed class ProgressLine<T>(TimeProvider time, Func<T, (string Text, bool Over)> describe) : IProgress<T>
{
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly TimeSpan _between = TimeSpan.FromSeconds(Console.IsErrorRedirected ? 5 : 0.1);
    private readonly Lock _gate = new();

    private long? _last;

    public void Report(T value)
    {
        lock (_gate)
        {
            var (text, over) = describe(value);
            if (!over && _last is { } last && time.GetElapsedTime(last) < _between)
                return;

            _last = time.GetTimestamp();
            if (_terminal)
                text = $"\r{text,-78}";
            if (_terminal && !over)
                Console.Error.Write(text);
            else
                Console.Error.WriteLine(text);
        }
    }
}
