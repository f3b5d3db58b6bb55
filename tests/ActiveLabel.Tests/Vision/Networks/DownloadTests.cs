using System.Security.Cryptography;
using ActiveLabel.Core;
using ActiveLabel.TestKit.Running;
using ActiveLabel.Vision.Networks.Downloads;

namespace ActiveLabel.Tests.Vision.Networks;

/// <summary>Downloads over connections that break.</summary>
public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] File1 = Bytes(200_000);

    private readonly string _folder = Directory.CreateTempSubdirectory("activelabel-test-").FullName;
    private readonly ModelDownload _download = new(new HttpClient(), TimeProvider.System)
    {
        Patience = TimeSpan.FromMilliseconds(500),
        Pauses = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_folder, "deep", "network.onnx");

    private string Partial => $"{Target}.part";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_whole_file_comes_with_progress()
    {
        using var server = new UnreliableServer(File1);
        var told = new List<DownloadProgress>();
        await _download.FetchAsync(server.Address, Expected(File1), Target, new Told(told), Cancel);
        ShouldHave(File1);
        told.ShouldNotBeEmpty();
        told.Select(progress => progress.Done).ShouldBeInOrder(SortDirection.Ascending);
        told[^1].Done.ShouldBe(File1.Length);
        told.ShouldAllBe(progress => progress.Total == File1.Length);
    }

    [Fact]
    public async Task A_broken_connection_is_taken_up_where_it_broke()
    {
        using var server = new UnreliableServer(File1) { CutOffAfter = 70_000 };
        await _download.FetchAsync(server.Address, Expected(File1), Target, progress: null, Cancel);
        ShouldHave(File1);
        server.Asked.Count.ShouldBeGreaterThan(1);
        server.Asked[0].ShouldBeNull();
        server.Asked.Skip(1).ShouldAllBe(first => first > 0);
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_gone_on_with()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        await File.WriteAllBytesAsync(Partial, File1[..123_456], Cancel);
        using var server = new UnreliableServer(File1);
        await _download.FetchAsync(server.Address, Expected(File1), Target, progress: null, Cancel);
        ShouldHave(File1);
        server.Asked.ShouldBe([123_456L]);
    }

    [Fact]
    public async Task A_server_that_gives_no_parts_gives_the_whole()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        await File.WriteAllBytesAsync(Partial, Bytes(1000), Cancel);
        using var server = new UnreliableServer(File1) { KnowsRanges = false };
        await _download.FetchAsync(server.Address, Expected(File1), Target, progress: null, Cancel);
        ShouldHave(File1);
    }

    [Fact]
    public async Task A_connection_that_hangs_is_given_up_and_what_came_is_kept()
    {
        using var server = new UnreliableServer(File1) { CutOffAfter = 0, Hangs = true };
        var fetch = _download.FetchAsync(server.Address, Expected(File1), Target, progress: null, Cancel);
        (await Should.ThrowAsync<DownloadException>(fetch)).Message.ShouldContain("nothing came for");
        File.Exists(Target).ShouldBeFalse();
        File.Exists(Partial).ShouldBeTrue();
    }

    [Fact]
    public async Task Other_bytes_are_dropped_with_both_hashes()
    {
        var other = File1.ToArray();
        other[77] ^= 1;
        using var server = new UnreliableServer(other);
        var fetch = _download.FetchAsync(server.Address, Expected(File1), Target, progress: null, Cancel);
        var message = (await Should.ThrowAsync<WrongUseException>(fetch)).Message;
        message.ShouldContain(Expected(File1).Sha256);
        message.ShouldContain(Expected(other).Sha256);
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_another_size_is_not_even_fetched()
    {
        using var server = new UnreliableServer(Bytes(999));
        var fetch = _download.FetchAsync(server.Address, Expected(File1), Target, progress: null, Cancel);
        (await Should.ThrowAsync<DownloadException>(fetch)).Message.ShouldContain("999 bytes instead of 200000");
        server.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("404 Not Found", 1)]
    [InlineData("503 Service Unavailable", 3)]
    public async Task Only_what_may_pass_is_tried_again(string status, int requests)
    {
        using var server = new UnreliableServer(File1) { Status = status };
        var fetch = _download.FetchAsync(server.Address, Expected(File1), Target, progress: null, Cancel);
        (await Should.ThrowAsync<DownloadException>(fetch)).Message.ShouldContain(status[..3]);
        server.Asked.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task Nobody_there()
    {
        Uri address;
        using (var gone = new UnreliableServer(File1))
            address = gone.Address;
        var fetch = _download.FetchAsync(address, Expected(File1), Target, progress: null, Cancel);
        (await Should.ThrowAsync<DownloadException>(fetch)).Message.ShouldContain("refused");
    }

    [Fact]
    public async Task Cancelling_keeps_what_came()
    {
        using var server = new UnreliableServer(File1) { CutOffAfter = 100_000, Hangs = true };
        using var stop = new CancellationTokenSource();
        var patient = new ModelDownload(new HttpClient(), TimeProvider.System);
        var told = new Stopper(stop);
        await Should.ThrowAsync<OperationCanceledException>(patient.FetchAsync(server.Address, Expected(File1), Target, told, stop.Token));
        new FileInfo(Partial).Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_file_that_somebody_copied_is_checked_like_any()
    {
        var copied = Path.Combine(_folder, "copied.onnx");
        await File.WriteAllBytesAsync(copied, File1, Cancel);
        await ModelDownload.CopyAsync(copied, Expected(File1), Target, Cancel);
        ShouldHave(File1);
        await File.WriteAllBytesAsync(copied, Bytes(200_000, seed: 2), Cancel);
        File.Delete(Target);
        var copy = ModelDownload.CopyAsync(copied, Expected(File1), Target, Cancel);
        (await Should.ThrowAsync<WrongUseException>(copy)).Message.ShouldContain("copied.onnx");
        Directory.EnumerateFiles(Path.GetDirectoryName(Target)!).ShouldBeEmpty();
    }

    private void ShouldHave(byte[] bytes)
    {
        File.ReadAllBytes(Target).ShouldBe(bytes);
        File.Exists(Partial).ShouldBeFalse();
    }

    private static ExpectedFile Expected(byte[] bytes) =>
        new("network.onnx", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private sealed class Told(List<DownloadProgress> told) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => told.Add(value);
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => stop.Cancel();
    }
}
