using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Downloads;

/// <summary>A file of which it is known beforehand what it holds.</summary>
/// <param name="Name">What people know it by.</param>
internal sealed record ExpectedFile(string Name, long Bytes, string Sha256);

/// <summary>
/// Fetches a file over an unreliable connection: what came stays beside the target, with <c>.part</c> behind its name, and
/// the next try goes on there. The hash decides what is taken, wherever the bytes came from.
/// </summary>
internal sealed class ModelDownload(HttpClient client, TimeProvider time)
{
    private const int BufferSize = 1 << 16;

    private static readonly HttpClient Usual =
        new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(20), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    public static ModelDownload OverHttp { get; } = new(Usual, TimeProvider.System);

    /// <summary>How long nothing may come before a connection counts as broken.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Waits before the tries after the first; one that brought something starts them again.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)];

    /// <exception cref="DownloadException">It could not be fetched.</exception>
    /// <exception cref="WrongUseException">What came is another file; it was dropped.</exception>
    public async Task FetchAsync(Uri address, ExpectedFile expected, string target, IProgress<DownloadProgress>? progress, CancellationToken cancel)
    {
        var partial = $"{target}.part";
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        for (var failures = 0; ;)
        {
            var before = LengthOf(partial);
            try
            {
                await ContinueAsync(address, expected, partial, progress, cancel);
                break;
            }
            catch (HttpRequestException failure) when (!IsPassing(failure))
            {
                throw new DownloadException(Reason(failure), failure);
            }
            catch (Exception failure) when (IsPassing(failure) && !cancel.IsCancellationRequested)
            {
                failures = LengthOf(partial) > before ? 1 : failures + 1;
                if (failures > Pauses.Count)
                    throw new DownloadException(Reason(failure), failure);
                await Task.Delay(Pauses[failures - 1], time, cancel);
            }
        }
        await AcceptAsync(partial, expected, $"{address}", target, cancel);
    }

    /// <summary>Takes a file that somebody fetched elsewhere.</summary>
    /// <exception cref="WrongUseException">It is another file.</exception>
    public static async Task CopyAsync(string file, ExpectedFile expected, string target, CancellationToken cancel)
    {
        if (!File.Exists(file))
            throw new WrongUseException($"There is no file {file}.");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var partial = $"{target}.{Path.GetRandomFileName()}.part";
        try
        {
            await using (var from = File.OpenRead(file))
            await using (var to = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                if (from.Length != expected.Bytes)
                    throw new WrongUseException($"{file} is not {expected.Name}: it has {from.Length} bytes instead of {expected.Bytes}.");
                await from.CopyToAsync(to, cancel);
                to.Flush(flushToDisk: true);
            }
            await AcceptAsync(partial, expected, file, target, cancel);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task ContinueAsync(Uri address, ExpectedFile expected, string partial, IProgress<DownloadProgress>? progress, CancellationToken cancel)
    {
        await using var file = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write);
        if (file.Length > expected.Bytes)
            file.SetLength(0);
        if (file.Length == expected.Bytes)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (file.Length > 0)
            request.Headers.Range = new RangeHeaderValue(file.Length, null);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        // A server may send the whole file although a part was asked for.
        var isRest = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length;
        if (!isRest)
            file.SetLength(0);
        RequireFile(response, isRest, expected, file.Length);
        file.Seek(0, SeekOrigin.End);
        await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
        await ReceiveAsync(body, file, expected, progress, patience, cancel);
    }

    private async Task ReceiveAsync(
        Stream body, FileStream file, ExpectedFile expected, IProgress<DownloadProgress>? progress, CancellationTokenSource patience,
        CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        var (start, startedAt) = (file.Length, time.GetTimestamp());
        while (file.Length < expected.Bytes)
        {
            patience.CancelAfter(Patience);
            var count = await body.ReadAsync(buffer, patience.Token);
            if (count == 0)
                throw new IOException($"the connection ended after {file.Length} of {expected.Bytes} bytes");
            await file.WriteAsync(buffer.AsMemory(0, (int)Math.Min(count, expected.Bytes - file.Length)), cancel);
            var seconds = time.GetElapsedTime(startedAt).TotalSeconds;
            var rate = seconds > 0.5 ? (file.Length - start) / seconds : 0;
            progress?.Report(new DownloadProgress(
                expected.Name, file.Length, expected.Bytes, rate, rate > 0 ? TimeSpan.FromSeconds((expected.Bytes - file.Length) / rate) : null));
        }
        file.Flush(flushToDisk: true);
    }

    private static void RequireFile(HttpResponseMessage response, bool isRest, ExpectedFile expected, long have)
    {
        response.EnsureSuccessStatusCode();
        if (response.Content.Headers.ContentLength is { } length && length != expected.Bytes - (isRest ? have : 0))
            throw new DownloadException($"the server offers {length} bytes instead of {expected.Bytes}: it is another file");
    }

    private static async Task AcceptAsync(string partial, ExpectedFile expected, string origin, string target, CancellationToken cancel)
    {
        string found;
        await using (var stream = File.OpenRead(partial))
            found = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
        if (found == expected.Sha256)
        {
            File.Move(partial, target, overwrite: true);
            return;
        }
        File.Delete(partial);
        throw new WrongUseException(
            $"What came from {origin} is not {expected.Name}: its SHA-256 is {found} instead of {expected.Sha256}. It was dropped. "
            + "Try again, or fetch it elsewhere and say so with --from.");
    }

    /// <summary>Whether trying again may help.</summary>
    private static bool IsPassing(Exception failure) => failure switch
    {
        HttpRequestException { StatusCode: { } status } => (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests,
        DownloadException => false,
        HttpRequestException or IOException or OperationCanceledException => true,
        _ => false,
    };

    private string Reason(Exception failure) => failure switch
    {
        OperationCanceledException => $"nothing came for {Patience.TotalSeconds:0} seconds",
        HttpRequestException { StatusCode: { } status } => $"the server answers {(int)status} ({status})",
        _ => failure.Message.TrimEnd('.'),
    };

    private static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}

/// <summary>A file could not be fetched; the message is the reason, without an address.</summary>
internal sealed class DownloadException : IOException
{
    public DownloadException(string message) : base(message) { }

    public DownloadException(string message, Exception inner) : base(message, inner) { }
}
