using System.Text.Json;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Networks;

/// <summary>
/// The networks on disk: ID.onnx, and ID.json that describes it. The descriptor is written last, so that a network is
/// either there as a whole or not at all. The whole networks that they were cut from lie in a folder of their own.
/// </summary>
internal sealed class NetworkFolder(string path)
{
    /// <summary>What the operating systems say of a file that another process holds: EAGAIN on Linux and on macOS, a sharing violation on Windows.</summary>
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020)];

    public OriginalFiles Originals { get; } = new(Path.Combine(path, "originals"));

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
    public async Task<bool> IsIntactAsync(NetworkDescriptor descriptor, CancellationToken cancellationToken) =>
        await OriginalFiles.HashAsync(FileOf(descriptor.Id), cancellationToken) == descriptor.Sha256;

    public async Task SaveAsync(NetworkDescriptor descriptor, byte[] network, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        await WholeFile.WriteAsync(FileOf(descriptor.Id), stream => stream.WriteAsync(network, cancellationToken).AsTask());
        await WholeFile.WriteAsync(
            DescriptorOf(descriptor.Id),
            stream => JsonSerializer.SerializeAsync(stream, descriptor, DescriptorJson.Default.NetworkDescriptor, cancellationToken));
    }

    /// <summary>The descriptor, or null where there is none that can be read.</summary>
    public NetworkDescriptor? FindReadable(string id)
    {
        try
        {
            return Find(id);
        }
        catch (WrongUseException)
        {
            return null;
        }
    }

    /// <summary>As <see cref="FindReadable"/>, and the file is the one that was described.</summary>
    public async Task<NetworkDescriptor?> FindIntactAsync(string id, CancellationToken cancel) =>
        FindReadable(id) is { } descriptor && await IsIntactAsync(descriptor, cancel) ? descriptor : null;

    public Featurizer Featurizer(NetworkDescriptor descriptor) => new(
        FeaturizerId.Of(descriptor.Sha256, descriptor.Layers, descriptor.Preprocessing),
        descriptor.Id,
        FileOf(descriptor.Id),
        descriptor.Layers,
        descriptor.Preprocessing,
        descriptor.VectorLength);

    /// <summary>Bytes of all that lies in it.</summary>
    public long Size() =>
        new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>All descriptors.</summary>
    /// <returns>Null where one cannot: what it needs is not known then.</returns>
    public IReadOnlyList<NetworkDescriptor>? All()
    {
        try
        {
            return [.. Ids().Select(Find).OfType<NetworkDescriptor>()];
        }
        catch (WrongUseException)
        {
            return null;
        }
    }

    /// <summary>Removes the network, whatever state it is in. The descriptor goes first, so that it is never half there.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string id)
    {
        if (Path.GetFileName(id) != id || (!File.Exists(DescriptorOf(id)) && !File.Exists(FileOf(id))))
            return false;
        File.Delete(DescriptorOf(id));
        File.Delete(FileOf(id));
        return true;
    }

    /// <summary>Held while a network is installed or removed, so that two processes do not fetch the same one at once.</summary>
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
}
