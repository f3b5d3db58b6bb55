using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Shouldly;

namespace ActiveLabel.TestKit.Running;

/// <summary>A server process of its own on a free port.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _log;

    private RunningServer(Process process, StringBuilder log, Uri address, TimeSpan untilFirstPage)
    {
        _process = process;
        _log = log;
        Address = address;
        UntilFirstPage = untilFirstPage;
        Client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public int ProcessId => _process.Id;

    /// <summary>From the start of the process to the first page answered.</summary>
    public TimeSpan UntilFirstPage { get; }

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public static Task<RunningServer> StartAsync(string data, params string[] more) =>
        StartAtAsync(new Uri($"http://127.0.0.1:{FreePort()}"), data, more);

    /// <summary>Where another ran before, for pages that are still open.</summary>
    public static async Task<RunningServer> StartAtAsync(Uri address, string data, params string[] more)
    {
        var watch = Stopwatch.StartNew();
        var process = Activelabel.Start(["serve", "--urls", address.ToString(), "--data", data, .. more]);
        var log = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = address };
        while (true)
        {
            process.HasExited.ShouldBeFalse($"the server ended while starting:\n{log}");
            try
            {
                using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                    break;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            watch.Elapsed.ShouldBeLessThan(Longest, $"the server does not answer:\n{log}");
            await Task.Delay(20);
        }

        return new RunningServer(process, log, address, watch.Elapsed);

        void Append(string? line)
        {
            lock (log)
            {
                log.AppendLine(line);
            }
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            await KillAsync();

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
