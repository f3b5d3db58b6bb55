using System.Diagnostics;
using ActiveLabel.TestKit.Running;

namespace ActiveLabel.Benchmarks.Load;

/// <summary>The server that everybody labels on; it may be killed and come back at another port meanwhile.</summary>
internal sealed class ServerUnderLoad(string data) : IAsyncDisposable
{
    private RunningServer? _running;

    /// <summary>Of the server that runs now.</summary>
    public Uri Address => (_running ?? throw new InvalidOperationException("The server was not started.")).Address;

    public List<ServerSample> Samples { get; } = [];

    public async Task StartAsync() => _running = await RunningServer.StartAsync(data);

    /// <summary>SIGKILL and a new start. Returns how long it took from the start of the process to the first answer.</summary>
    public async Task<TimeSpan> KillAndStartAsync()
    {
        var killed = _running!;
        await killed.KillAsync();
        await StartAsync();
        await killed.DisposeAsync();
        return _running!.UntilFirstPage;
    }

    /// <summary>Looks at the process once a second.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (ServerSample.Of(_running!.ProcessId) is { } sample) Samples.Add(sample);
            await Task.Delay(TimeSpan.FromSeconds(1), stop).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not null) await _running.DisposeAsync();
    }
}

/// <param name="Memory">Resident, bytes.</param>
/// <param name="Processor">Used so far, of all cores.</param>
internal sealed record ServerSample(long At, long Memory, TimeSpan Processor)
{
    public static ServerSample? Of(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return new ServerSample(Stopwatch.GetTimestamp(), process.WorkingSet64, process.TotalProcessorTime);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
