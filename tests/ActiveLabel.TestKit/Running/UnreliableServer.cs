using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActiveLabel.TestKit.Running;

/// <summary>Serves one file over HTTP on loopback, as badly as a test asks for.</summary>
public sealed class UnreliableServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _file;
    private readonly Task _serving;

    public UnreliableServer(byte[] file)
    {
        _file = file;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/network.onnx");

    /// <summary>The first byte that each request asked for; null for the whole file.</summary>
    public List<long?> Asked { get; } = [];

    /// <summary>Answers only that, without a file.</summary>
    public string? Status { get; set; }

    /// <summary>Whether parts of the file are given.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>Bytes after which a connection is cut off; null for never.</summary>
    public int? CutOffAfter { get; set; }

    /// <summary>Whether a connection that is cut off stays open without a word.</summary>
    public bool Hangs { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _serving.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
                // An abrupt end instead of an orderly one.
                client.LingerState = new LingerOption(enable: CutOffAfter is not null, seconds: 0);
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var first = await ReadRequestAsync(stream);
        Asked.Add(first);
        if (Status is not null)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {Status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _stop.Token);
            return;
        }
        var start = KnowsRanges ? (int)(first ?? 0) : 0;
        var head = start > 0 ? $"206 Partial Content\r\nContent-Range: bytes {start}-{_file.Length - 1}/{_file.Length}" : "200 OK";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nContent-Length: {_file.Length - start}\r\nConnection: close\r\n\r\n"), _stop.Token);
        var length = Math.Min(CutOffAfter ?? int.MaxValue, _file.Length - start);
        await stream.WriteAsync(_file.AsMemory(start, length), _stop.Token);
        await stream.FlushAsync(_stop.Token);
        if (length < _file.Length - start)
            await Task.Delay(Hangs ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(50), _stop.Token);
    }

    private async Task<long?> ReadRequestAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        long? first = null;
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                first = long.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        }
        return first;
    }
}
