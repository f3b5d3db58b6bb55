using System.Collections.Concurrent;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Downloads;

namespace ActiveLabel.Web.Features.Networks;

/// <summary>Networks that are being installed. They go on when the page is closed, and every open page sees how far they are.</summary>
internal sealed class NetworkInstalls(NetworkCatalogue catalogue) : IDisposable
{
    private readonly ConcurrentDictionary<string, Install> _installs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Raised on any thread.</summary>
    public event Action? Changed;

    /// <summary>The install under way, or the last that failed; null otherwise.</summary>
    public Install? Of(string network) => _installs.GetValueOrDefault(network);

    /// <summary>Begins, unless it has begun already.</summary>
    public Task StartAsync(string network)
    {
        if (Of(network) is { Failure: null }) return Task.CompletedTask;
        Post(network, new Install("Starting …", null, null));
        return Task.Run(() => RunAsync(network), _ending.Token);
    }

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
    }

    private async Task RunAsync(string network)
    {
        try
        {
            await catalogue.EnsureAsync(network, from: null, new Messages(this, network), new Downloads(this, network), _ending.Token);
            _installs.TryRemove(network, out _);
            Changed?.Invoke();
        }
        catch (Exception failure)
        {
            // Whatever it was, the server goes on and the person reads why.
            Post(network, new Install("Not installed", null, failure.Message));
        }
    }

    private void Post(string network, Install install)
    {
        _installs[network] = install;
        Changed?.Invoke();
    }

    private sealed class Messages(NetworkInstalls installs, string network) : IProgress<string>
    {
        public void Report(string value) => installs.Post(network, new Install(value, null, null));
    }

    private sealed class Downloads(NetworkInstalls installs, string network) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => installs.Post(network, new Install("Fetching", value, null));
    }
}

/// <param name="Step">What it does now.</param>
/// <param name="Download">Null while nothing is fetched.</param>
/// <param name="Failure">Why it ended, or null while it runs.</param>
internal sealed record Install(string Step, DownloadProgress? Download, string? Failure);
