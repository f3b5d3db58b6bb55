using System.Security.Cryptography;
using System.Text.Json;
using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks;

/// <summary>
/// The networks on disk: ID.onnx, and ID.json that describes it. The descriptor is written last, so that a network is
/// either there as a whole or not at all.
/// </summary>
internal sealed class NetworkFolder(string path)
{
    /// <summary>What the operating systems say of a file that another process holds: EAGAIN on Linux and on macOS, a sharing violation on Windows.</summary>
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    public string FileOf(string id) => Path.Combine(path, $"{id}.onnx");

    public IEnumerable<string> Ids() =>
        Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal) : [];

    /// <returns>The descriptor, or null where there is no such network.</returns>
    /// <exception cref="WrongUseException">The descriptor cannot be read, or its network is missing.</exception>
    public NetworkDescriptor? Find(string id)
    {
        var file = DescriptorOf(id);
        // The id may come from outside and must not lead out of the folder.
        if (Path.GetFileName(id) != id || !File.Exists(file))
            return null;
        try
        {
            var descriptor = JsonSerializer.Deserialize(File.ReadAllBytes(file), DescriptorJson.Default.NetworkDescriptor);
            if (descriptor is null || descriptor.Id != id)
                throw new WrongUseException($"{file} does not describe the network '{id}'.");
            return File.Exists(FileOf(id)) ? descriptor : throw new WrongUseException($"{FileOf(id)} is missing.");
        }
        catch (JsonException exception)
        {
            throw new WrongUseException($"{file} is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>Whether the file is the one that was described.</summary>
    public async Task<bool> IsIntactAsync(NetworkDescriptor descriptor, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(FileOf(descriptor.Id));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == descriptor.Sha256;
    }

    public async Task SaveAsync(NetworkDescriptor descriptor, byte[] network, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        await ReplaceAsync(FileOf(descriptor.Id), network, cancellationToken);
        await ReplaceAsync(
            DescriptorOf(descriptor.Id), JsonSerializer.SerializeToUtf8Bytes(descriptor, DescriptorJson.Default.NetworkDescriptor), cancellationToken);
    }

    /// <summary>Held while a network is installed, so that two processes do not fetch the same one at once.</summary>
    public async Task<IDisposable> LockAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (HeldByAnother.Contains(exception.HResult))
            {
                if (attempt == 0)
                    progress?.Report("Another process is installing a network; waiting for it ...");
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    private string DescriptorOf(string id) => Path.Combine(path, $"{id}.json");

    private static async Task ReplaceAsync(string file, byte[] bytes, CancellationToken cancellationToken)
    {
        var partial = $"{file}.{Path.GetRandomFileName()}.part";
        try
        {
            await using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                await stream.WriteAsync(bytes, cancellationToken);
                stream.Flush(flushToDisk: true);
            }
            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
