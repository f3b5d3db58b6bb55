using System.Security.Cryptography;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks.Classes;
using ActiveLabel.Vision.Networks.Downloads;
using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.Vision.Networks;

/// <summary>The networks of an installation: those it can fetch by itself, and those that people added.</summary>
public sealed class NetworkCatalogue : IFeaturizerCatalogue
{
    /// <summary>The word that stands for the default network's id.</summary>
    public const string DefaultWord = "default";

    private readonly IReadOnlyList<KnownNetwork> _known;
    private readonly NetworkFolder _folder;
    private readonly NetworkFolder? _shared;
    private readonly NodeTools _tools;
    private readonly ModelDownload _download;

    /// <summary>The catalogue of the installation that keeps its things there.</summary>
    /// <remarks>
    /// The folder that ACTIVELABEL_NETWORKS names, if it is set, is shared by several installations: a known network that
    /// lies there is not fetched, and one that has to be fetched is left there for the others.
    /// </remarks>
    public NetworkCatalogue(DataFolder data)
        : this(data, NodeTools.Installed, Environment.GetEnvironmentVariable("ACTIVELABEL_NETWORKS"))
    {
    }

    internal NetworkCatalogue(
        DataFolder data, NodeTools tools, string? shared = null, IReadOnlyList<KnownNetwork>? known = null, ModelDownload? download = null)
    {
        _folder = new NetworkFolder(data.Networks);
        _shared = string.IsNullOrEmpty(shared) ? null : new NetworkFolder(Path.GetFullPath(shared));
        _tools = tools;
        _known = known ?? KnownNetworks.All;
        _download = download ?? ModelDownload.OverHttp;
    }

    /// <inheritdoc/>
    public string DefaultNetwork => KnownNetworks.Default.Id;

    /// <summary>All networks, the known ones first, also those that are not installed or are broken.</summary>
    public IReadOnlyList<NetworkListing> List() =>
        [.. _known.Select(known => known.Id).Union(_folder.Ids()).Select(id => NetworkListing.Of(id, _folder, Known(id), id == DefaultNetwork))];

    /// <inheritdoc/>
    public Featurizer? Find(string network) => _folder.FindReadable(network) is { } descriptor ? _folder.Featurizer(descriptor) : null;

    /// <inheritdoc/>
    public Task<Featurizer> EnsureAsync(string network, IProgress<string>? messages, CancellationToken cancel) =>
        EnsureAsync(network, from: null, messages, downloads: null, cancel);

    /// <summary>Makes the network ready.</summary>
    /// <param name="from">Address or file to fetch a known network from instead of its usual address.</param>
    /// <param name="downloads">Told how far a download is; where null, the messages tell it now and then.</param>
    /// <exception cref="WrongUseException">No network of that id is known, or it cannot be had; the message says what to do.</exception>
    public async Task<Featurizer> EnsureAsync(
        string network, string? from, IProgress<string>? messages, IProgress<DownloadProgress>? downloads, CancellationToken cancel)
    {
        if (from is not null && Known(network) is not { Origin: DownloadOrigin })
            throw new WrongUseException($"'{network}' is not downloaded, so --from does not apply to it.");
        if (Known(network) is { } known)
            return _folder.Featurizer(await EnsureKnownAsync(known, Installation(from, messages, downloads), messages, cancel));
        var descriptor = _folder.Find(network) ?? throw Unknown(network);
        if (!await _folder.IsIntactAsync(descriptor, cancel))
            throw new WrongUseException(
                $"{_folder.FileOf(network)} is not the file that was added as '{network}': it was damaged or exchanged. Put the right one back, "
                + $"or add the network under another name with `activelabel models add FILE.onnx --name NAME`.");
        return _folder.Featurizer(descriptor);
    }

    /// <summary>
    /// Adds a network that a person brings: finds its image input, cuts it at the layers that give the features, and
    /// tries it. Adding the same again changes nothing.
    /// </summary>
    /// <param name="network">The path of an ONNX file, or the id of an installed network, which is then cut elsewhere or prepared otherwise.</param>
    /// <exception cref="WrongUseException">The file cannot be used, or the name is taken.</exception>
    public async Task<NetworkDescriptor> AddAsync(string network, NetworkOptions options, IProgress<string>? messages, CancellationToken cancel)
    {
        var like = File.Exists(network) ? null : _folder.Find(network);
        if (like is null && !File.Exists(network))
            throw Known(network) is null ? NoFile(network) : NotInstalled(network);
        if (like is not null && options.Id is null)
            throw new WrongUseException($"'{network}' is installed already. Say with --name what the network that is made of it is called.");
        var id = NetworkIds.Of(options.Id, network);
        RequireOwn(id);
        var path = like is null ? network : await OriginalAsync(like, messages, cancel);
        var added = await Task.Run(() => NewNetwork.From(path, like, id, options, messages, cancel), cancel);
        await SaveAsync(added, messages, cancel);
        return added.Descriptor;
    }

    /// <summary>Takes a network in under an id of its own. Taking the same in again changes nothing.</summary>
    /// <exception cref="WrongUseException">The id is taken by another network.</exception>
    private async Task SaveAsync(NewNetwork added, IProgress<string>? messages, CancellationToken cancel)
    {
        var id = added.Descriptor.Id;
        RequireOwn(id);
        using var held = await _folder.LockAsync(messages, cancel);
        if (_folder.Find(id) is { } existing && !existing.IsSame(added.Descriptor))
            throw new WrongUseException($"There is already another network '{id}'. Choose another name with --name.");
        await added.SaveAsync(_folder, cancel);
    }

    /// <summary>Takes in an installed network in another form, such as "in 8 bits".</summary>
    /// <exception cref="WrongUseException">The id is taken by another network.</exception>
    internal async Task<Featurizer> SaveMadeAsync(
        string network, string id, string form, byte[] file, IProgress<string>? messages, CancellationToken cancel)
    {
        var made = Describe(network)! with
        {
            Id = id,
            Title = $"{network} {form}",
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)),
            Source = $"made from {network}",
            Original = null,
        };
        await SaveAsync(new NewNetwork(made, file), messages, cancel);
        return _folder.Featurizer(made);
    }

    /// <summary>What a network is made of: the whole of an installed one where that is kept, or any ONNX file that could be added.</summary>
    /// <param name="network">An id of the catalogue, or the path of an ONNX file.</param>
    /// <param name="size">Height and width at which shapes are told, where the network takes any.</param>
    /// <param name="whole">Whether the whole of an installed network is got where it is not kept.</param>
    /// <exception cref="WrongUseException">There is no such network, or it cannot be read or run.</exception>
    public async Task<NetworkInspection> InspectAsync(
        string network, int? size = null, bool whole = false, IProgress<string>? messages = null, CancellationToken cancel = default)
    {
        if (_folder.Find(network) is not { } descriptor)
            return File.Exists(network)
                ? NetworkInspection.Of(Path.GetFullPath(network), size, descriptor: null, isWhole: true)
                : throw (Known(network) is null ? Unknown(network) : NotInstalled(network));
        if (whole || (OriginalOf(descriptor) is { } original && _folder.Originals.Has(original)))
            return NetworkInspection.Of(await OriginalAsync(descriptor, messages, cancel), size ?? descriptor.Preprocessing.Height, descriptor, isWhole: true);
        return NetworkInspection.Of(_folder.FileOf(network), size, descriptor, isWhole: false);
    }

    /// <summary>Removes a network, and the whole one behind it unless another is cut from it too. Stored vectors stay.</summary>
    /// <returns>Bytes that it gave free.</returns>
    /// <exception cref="WrongUseException">There is no such network, or it is not installed.</exception>
    public async Task<long> RemoveAsync(string network, CancellationToken cancel)
    {
        using var held = await _folder.LockAsync(progress: null, cancel);
        var before = _folder.Size();
        var original = _folder.FindReadable(network) is { } descriptor ? OriginalOf(descriptor) : Known(network)?.Origin.Sha256;
        if (!_folder.Remove(network))
            throw Known(network) is null ? Unknown(network) : NotInstalled(network);
        // Where a descriptor cannot be read, it may need this very file.
        if (original is not null && _folder.All() is { } left && !left.Any(other => OriginalOf(other) == original))
            _folder.Originals.Remove(original);
        return before - _folder.Size();
    }

    /// <summary>The path of the whole network that an installed one was cut from; got again where it is known from where.</summary>
    /// <exception cref="WrongUseException">There is no such network, or its whole cannot be had.</exception>
    public async Task<string> OriginalAsync(string network, IProgress<string>? messages, CancellationToken cancel) =>
        await OriginalAsync(_folder.Find(network) ?? throw (Known(network) is null ? Unknown(network) : NotInstalled(network)), messages, cancel);

    /// <summary>An installed network with its class layer still on. Dispose of it after use.</summary>
    /// <exception cref="WrongUseException">There is no such network, its whole cannot be had, or it has no class layer.</exception>
    public async Task<ClassNetwork> ClassifierAsync(string network, IProgress<string>? messages, CancellationToken cancel)
    {
        var descriptor = _folder.Find(network) ?? throw (Known(network) is null ? Unknown(network) : NotInstalled(network));
        var original = await OriginalAsync(descriptor, messages, cancel);
        return await Task.Run(() => ClassNetwork.Of(descriptor, original), cancel);
    }

    /// <summary>The descriptor of an installed network, or null.</summary>
    /// <exception cref="WrongUseException">It cannot be read.</exception>
    public NetworkDescriptor? Describe(string network) => _folder.Find(network);

    private async Task<string> OriginalAsync(NetworkDescriptor descriptor, IProgress<string>? messages, CancellationToken cancel)
    {
        var sha256 = OriginalOf(descriptor)
            ?? throw new WrongUseException(
                $"The whole network that '{descriptor.Id}' was cut from is not kept, since quantizing or an earlier version made it. Add its file again under another name.");
        if (await _folder.Originals.IsIntactAsync(sha256, cancel))
            return _folder.Originals.PathOf(sha256);
        var known = _known.FirstOrDefault(known => known.Origin.Sha256 == sha256)
            ?? throw new WrongUseException(
                $"{_folder.Originals.PathOf(sha256)}, the whole network that '{descriptor.Id}' was cut from, is missing or damaged. Put it back, or "
                + "add its file again under another name.");
        using var held = await _folder.LockAsync(messages, cancel);
        await EnsureOriginalAsync(known, Installation(from: null, messages, downloads: null), messages, cancel);
        return _folder.Originals.PathOf(sha256);
    }

    private async Task EnsureOriginalAsync(KnownNetwork known, KnownInstallation installation, IProgress<string>? messages, CancellationToken cancel)
    {
        var sha256 = known.Origin.Sha256;
        if (_shared is not null && !await _folder.Originals.IsIntactAsync(sha256, cancel))
        {
            // A folder with everything in it may be one that this process cannot write to, so the lock comes only when it is needed.
            if (!await _shared.Originals.IsIntactAsync(sha256, cancel))
            {
                using var held = await _shared.LockAsync(messages, cancel);
                await installation.EnsureOriginalAsync(known, _shared.Originals, cancel);
            }
            await _folder.Originals.CopyAsync(_shared.Originals.PathOf(sha256), sha256, cancel);
        }
        await installation.EnsureOriginalAsync(known, _folder.Originals, cancel);
    }

    private async Task<NetworkDescriptor> EnsureKnownAsync(
        KnownNetwork known, KnownInstallation installation, IProgress<string>? messages, CancellationToken cancel)
    {
        if (await _folder.FindIntactAsync(known.Id, cancel) is { } there)
            return there;
        using var held = await _folder.LockAsync(messages, cancel);
        // Another process may have installed it while this one waited.
        if (await _folder.FindIntactAsync(known.Id, cancel) is { } meanwhile)
            return meanwhile;
        if (_shared is null)
            return await installation.InstallAsync(known, _folder, cancel);
        var descriptor = await _shared.FindIntactAsync(known.Id, cancel);
        if (descriptor is null)
        {
            using var heldToo = await _shared.LockAsync(messages, cancel);
            descriptor = await _shared.FindIntactAsync(known.Id, cancel) ?? await installation.InstallAsync(known, _shared, cancel);
        }
        // What was downloaded is kept whole; what is converted is made again when it is asked for.
        if (known.Origin is DownloadOrigin)
            await EnsureOriginalAsync(known, installation, messages, cancel);
        await _folder.SaveAsync(descriptor, await File.ReadAllBytesAsync(_shared.FileOf(known.Id), cancel), cancel);
        return descriptor;
    }

    private void RequireOwn(string id)
    {
        if (Known(id) is not null)
            throw new WrongUseException($"'{id}' is the name of a network that can be installed. Choose another with --name.");
    }

    private KnownInstallation Installation(string? from, IProgress<string>? messages, IProgress<DownloadProgress>? downloads) =>
        new(_tools, _download, from, messages, downloads ?? new DownloadMessages(messages, TimeProvider.System));

    private KnownNetwork? Known(string id) => _known.FirstOrDefault(known => known.Id == id);

    /// <summary>Descriptors of earlier versions do not say it; of known networks it is known.</summary>
    private string? OriginalOf(NetworkDescriptor descriptor) => descriptor.Original ?? Known(descriptor.Id)?.Origin.Sha256;

    private WrongUseException Unknown(string network) => new(
        $"There is no network '{network}'. There are: {string.Join(", ", List().Select(listing => listing.Id))}. "
        + "Any ONNX file can be added with `activelabel models add FILE.onnx`.");

    private static WrongUseException NotInstalled(string network) =>
        new($"'{network}' is not installed yet; `activelabel models install {network}` fetches it.");

    private static WrongUseException NoFile(string path) =>
        new($"There is no file {path}, and no installed network of that name.");
}
