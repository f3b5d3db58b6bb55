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

    private readonly NetworkFolder _folder;
    private readonly KnownSupply _known;

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
        _known = new KnownSupply(
            known ?? KnownNetworks.All, _folder, string.IsNullOrEmpty(shared) ? null : new NetworkFolder(Path.GetFullPath(shared)), tools,
            download ?? ModelDownload.OverHttp);
    }

    /// <inheritdoc/>
    public string DefaultNetwork => KnownNetworks.Default.Id;

    /// <summary>The id that is meant by what was typed: an id, or <see cref="DefaultWord"/>.</summary>
    public string Resolve(string network) => network == DefaultWord ? DefaultNetwork : network;

    /// <summary>All networks, the known ones first, also those that are not installed or are broken.</summary>
    public IReadOnlyList<NetworkListing> List() =>
        [.. _known.All.Select(known => known.Id).Union(_folder.Ids()).Select(id => NetworkListing.Of(id, _folder, _known.Find(id), id == DefaultNetwork))];

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
        var known = _known.Find(network);
        if (from is not null && known is not { Origin: DownloadOrigin })
            throw new WrongUseException($"'{network}' is not downloaded, so --from does not apply to it.");
        if (known is not null)
            return _folder.Featurizer(await _known.EnsureAsync(known, from, messages, downloads, cancel));
        var descriptor = _folder.Find(network) ?? throw Missing(network);
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
            throw _known.Find(network) is null
                ? new WrongUseException($"There is no file {network}, and no installed network of that name.")
                : Missing(network);
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
                : throw Missing(network);
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
        var original = _folder.FindReadable(network) is { } descriptor ? OriginalOf(descriptor) : _known.Find(network)?.Origin.Sha256;
        if (!_folder.Remove(network))
            throw Missing(network);
        // Where a descriptor cannot be read, it may need this very file.
        if (original is not null && _folder.All() is { } left && !left.Any(other => OriginalOf(other) == original))
            _folder.Originals.Remove(original);
        return before - _folder.Size();
    }

    /// <summary>The path of the whole network that an installed one was cut from; got again where it is known from where.</summary>
    /// <exception cref="WrongUseException">There is no such network, or its whole cannot be had.</exception>
    public async Task<string> OriginalAsync(string network, IProgress<string>? messages, CancellationToken cancel) =>
        await OriginalAsync(_folder.Find(network) ?? throw Missing(network), messages, cancel);

    /// <summary>An installed network with its class layer still on. Dispose of it after use.</summary>
    /// <exception cref="WrongUseException">There is no such network, its whole cannot be had, or it has no class layer.</exception>
    public async Task<ClassNetwork> ClassifierAsync(string network, IProgress<string>? messages, CancellationToken cancel)
    {
        var descriptor = _folder.Find(network) ?? throw Missing(network);
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
        return await _known.EnsureOriginalAsync(sha256, messages, cancel)
            ? _folder.Originals.PathOf(sha256)
            : throw new WrongUseException(
                $"{_folder.Originals.PathOf(sha256)}, the whole network that '{descriptor.Id}' was cut from, is missing or damaged. Put it back, or "
                + "add its file again under another name.");
    }

    private void RequireOwn(string id)
    {
        if (_known.Find(id) is not null)
            throw new WrongUseException($"'{id}' is the name of a network that can be installed. Choose another with --name.");
    }

    /// <summary>Descriptors of earlier versions do not say it; of known networks it is known.</summary>
    private string? OriginalOf(NetworkDescriptor descriptor) => descriptor.Original ?? _known.Find(descriptor.Id)?.Origin.Sha256;

    private WrongUseException Missing(string network) => new(
        _known.Find(network) is not null
            ? $"'{network}' is not installed yet; `activelabel models install {network}` fetches it."
            : $"There is no network '{network}'. There are: {string.Join(", ", List().Select(listing => listing.Id))}. "
            + "Any ONNX file can be added with `activelabel models add FILE.onnx`.");
}
