using System.Security.Cryptography;

namespace ActiveLabel.Vision.Networks;

/// <summary>
/// The whole networks, by their hash: so that other layers can be chosen later, and what lies behind the features computed.
/// </summary>
internal sealed class OriginalFiles(string path)
{
    public string PathOf(string sha256) => Path.Combine(path, $"{sha256}.onnx");

    public bool Has(string sha256) => File.Exists(PathOf(sha256));

    public long Size(string sha256) => new FileInfo(PathOf(sha256)).Length;

    /// <summary>Whether it is there and undamaged.</summary>
    public async Task<bool> IsIntactAsync(string sha256, CancellationToken cancel) =>
        Has(sha256) && await HashAsync(PathOf(sha256), cancel) == sha256;

    public static async Task<string> HashAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
    }

    public async Task SaveAsync(string sha256, byte[] network, CancellationToken cancel)
    {
        Directory.CreateDirectory(path);
        await WholeFile.WriteAsync(PathOf(sha256), stream => stream.WriteAsync(network, cancel).AsTask());
    }

    /// <exception cref="IOException">The file is not the one of that hash.</exception>
    public async Task CopyAsync(string file, string sha256, CancellationToken cancel)
    {
        Directory.CreateDirectory(path);
        await WholeFile.WriteAsync(PathOf(sha256), async stream =>
        {
            await using var source = File.OpenRead(file);
            await source.CopyToAsync(stream, cancel);
        });
        if (await IsIntactAsync(sha256, cancel))
            return;
        Remove(sha256);
        throw new IOException($"{file} was changed while it was read.");
    }

    /// <summary>Also what an interrupted download left of it.</summary>
    public void Remove(string sha256)
    {
        if (!Directory.Exists(path))
            return;
        File.Delete(PathOf(sha256));
        File.Delete($"{PathOf(sha256)}.part");
    }
}
