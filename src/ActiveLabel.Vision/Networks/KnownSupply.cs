using ActiveLabel.Vision.Networks.Downloads;
using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.Vision.Networks;

/// <summary>Brings the networks that this program can get by itself into an installation's folder.</summary>
/// <param name="folder">The installation's own.</param>
/// <param name="shared">
/// One of several installations, or null: what lies there is not fetched, and what has to be fetched is left there for the others.
/// </param>
internal sealed class KnownSupply(
    IReadOnlyList<KnownNetwork> all, NetworkFolder folder, NetworkFolder? shared, NodeTools tools, ModelDownload download)
{
    public IReadOnlyList<KnownNetwork> All => all;

    public KnownNetwork? Find(string id) => all.FirstOrDefault(known => known.Id == id);

    /// <param name="from">Address or file to fetch from instead of the usual address.</param>
    public async Task<NetworkDescriptor> EnsureAsync(
        KnownNetwork known, string? from, IProgress<string>? messages, IProgress<DownloadProgress>? downloads, CancellationToken cancel)
    {
        if (await folder.FindIntactAsync(known.Id, cancel) is { } there)
            return there;
        using var held = await folder.LockAsync(messages, cancel);
        // Another process may have installed it while this one waited.
        if (await folder.FindIntactAsync(known.Id, cancel) is { } meanwhile)
            return meanwhile;
        var installation = Installation(from, messages, downloads);
        if (shared is null)
            return await installation.InstallAsync(known, folder, cancel);
        var descriptor = await shared.FindIntactAsync(known.Id, cancel);
        if (descriptor is null)
        {
            using var heldToo = await shared.LockAsync(messages, cancel);
            descriptor = await shared.FindIntactAsync(known.Id, cancel) ?? await installation.InstallAsync(known, shared, cancel);
        }
        // What was downloaded is kept whole; what is converted is made again when it is asked for.
        if (known.Origin is DownloadOrigin)
            await EnsureOriginalAsync(known, installation, messages, cancel);
        await folder.SaveAsync(descriptor, await File.ReadAllBytesAsync(shared.FileOf(known.Id), cancel), cancel);
        return descriptor;
    }

    /// <summary>Gets the whole network of that hash.</summary>
    /// <returns>Whether it is one of those known.</returns>
    public async Task<bool> EnsureOriginalAsync(string sha256, IProgress<string>? messages, CancellationToken cancel)
    {
        if (all.FirstOrDefault(known => known.Origin.Sha256 == sha256) is not { } known)
            return false;
        using var held = await folder.LockAsync(messages, cancel);
        await EnsureOriginalAsync(known, Installation(from: null, messages, downloads: null), messages, cancel);
        return true;
    }

    private async Task EnsureOriginalAsync(KnownNetwork known, KnownInstallation installation, IProgress<string>? messages, CancellationToken cancel)
    {
        var sha256 = known.Origin.Sha256;
        if (shared is not null && !await folder.Originals.IsIntactAsync(sha256, cancel))
        {
            // A folder with everything in it may be one that this process cannot write to, so the lock comes only when it is needed.
            if (!await shared.Originals.IsIntactAsync(sha256, cancel))
            {
                using var held = await shared.LockAsync(messages, cancel);
                await installation.EnsureOriginalAsync(known, shared.Originals, cancel);
            }
            await folder.Originals.CopyAsync(shared.Originals.PathOf(sha256), sha256, cancel);
        }
        await installation.EnsureOriginalAsync(known, folder.Originals, cancel);
    }

    private KnownInstallation Installation(string? from, IProgress<string>? messages, IProgress<DownloadProgress>? downloads) =>
        new(tools, download, from, messages, downloads ?? new DownloadMessages(messages, TimeProvider.System));
}
