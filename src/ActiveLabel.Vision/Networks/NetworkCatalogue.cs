using System.Security.Cryptography;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks.Keras;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Vision.Networks;

/// <summary>The networks of an installation: those it can fetch by itself, and those that people added.</summary>
public sealed class NetworkCatalogue : IFeaturizerCatalogue
{
    private static readonly KnownNetwork[] Known = [KnownNetwork.Default];

    private readonly NetworkFolder _folder;
    private readonly NetworkFolder? _shared;
    private readonly NodeTools _tools;

    /// <summary>The catalogue of the installation that keeps its things there.</summary>
    /// <remarks>
    /// The folder that ACTIVELABEL_NETWORKS names, if it is set, is shared by several installations: a known network that
    /// lies there is not fetched, and one that has to be fetched is left there for the others.
    /// </remarks>
    public NetworkCatalogue(DataFolder data)
        : this(data, NodeTools.Installed, Environment.GetEnvironmentVariable("ACTIVELABEL_NETWORKS"))
    {
    }

    internal NetworkCatalogue(DataFolder data, NodeTools tools, string? shared = null)
    {
        _folder = new NetworkFolder(data.Networks);
        _shared = string.IsNullOrEmpty(shared) ? null : new NetworkFolder(Path.GetFullPath(shared));
        _tools = tools;
    }

    /// <inheritdoc/>
    public string DefaultNetwork => KnownNetwork.Default.Id;

    /// <summary>All networks, the known ones first, also those that are not installed or are broken.</summary>
    public IReadOnlyList<NetworkListing> List() =>
        [.. Known.Select(known => known.Id).Concat(_folder.Ids().Except(Known.Select(known => known.Id))).Select(Describe)];

    /// <inheritdoc/>
    public Featurizer? Find(string network) => OnDisk(_folder, network) is { } descriptor ? Featurizer(descriptor) : null;

    /// <inheritdoc/>
    public async Task<Featurizer> EnsureAsync(string network, IProgress<string>? messages, CancellationToken cancel)
    {
        if (Known.FirstOrDefault(known => known.Id == network) is { } known)
            return await EnsureKnownAsync(known, messages, cancel);
        var descriptor = _folder.Find(network) ?? throw Unknown(network);
        if (!await _folder.IsIntactAsync(descriptor, cancel))
            throw new WrongUseException(
                $"{_folder.FileOf(network)} is not the file that was added as '{network}': it was damaged or exchanged. Put the right one back, "
                + $"or add the network under another name with `activelabel models add FILE.onnx --name NAME`.");
        return Featurizer(descriptor);
    }

    /// <summary>
    /// Adds a network that a person brings: finds its image input, cuts it at the layers that give the features, and
    /// tries it. Adding the same again changes nothing.
    /// </summary>
    /// <exception cref="WrongUseException">The file cannot be used, or the name is taken.</exception>
    public async Task<NetworkDescriptor> AddAsync(string path, NetworkOptions options, IProgress<string>? messages, CancellationToken cancel)
    {
        var added = await Task.Run(() => NewNetwork.From(path, options, messages), cancel);
        await SaveAsync(added.Descriptor, added.File, messages, cancel);
        return added.Descriptor;
    }

    /// <summary>Takes a network in under an id of its own. Taking the same in again changes nothing.</summary>
    /// <exception cref="WrongUseException">The id is taken by another network.</exception>
    internal async Task SaveAsync(NetworkDescriptor added, byte[] file, IProgress<string>? messages, CancellationToken cancel)
    {
        var id = added.Id;
        if (Known.Any(known => known.Id == id))
            throw new WrongUseException($"'{id}' is the name of a network that can be installed. Choose another with --name.");
        using var held = await _folder.LockAsync(messages, cancel);
        if (_folder.Find(id) is { } existing && !IsSame(existing, added))
            throw new WrongUseException($"There is already another network '{id}'. Choose another name with --name.");
        await _folder.SaveAsync(added, file, cancel);
    }

    /// <summary>What an installed network is made of, or any ONNX file that could be added.</summary>
    /// <param name="network">An id of the catalogue, or the path of an ONNX file.</param>
    /// <param name="size">Height and width at which shapes are told, where the network takes any.</param>
    /// <exception cref="WrongUseException">There is no such network, or it cannot be read or run.</exception>
    public NetworkInspection Inspect(string network, int? size = null)
    {
        var descriptor = _folder.Find(network);
        if (descriptor is null && Known.Any(known => known.Id == network))
            throw new WrongUseException($"'{network}' is not installed yet; `activelabel models install {network}` fetches it.");
        if (descriptor is null && !File.Exists(network))
            throw Unknown(network);
        var path = descriptor is null ? Path.GetFullPath(network) : _folder.FileOf(network);
        var model = OnnxFile.Read(path);
        var graph = new NetworkGraph(model.Graph);
        var input = ImageInput.Find(graph);
        var (height, width) = NewNetwork.Size(input, size);
        var probe = LayerProbe.Run(model, graph, input, height, width);
        return new NetworkInspection(
            descriptor?.Id ?? Path.GetFileName(path),
            path,
            new NetworkInput(input.Name, input.Layout == Layout.ChannelsLast, input.Height, input.Width),
            probe.Layers,
            probe.Layers.Sum(layer => layer.Parameters),
            descriptor?.Layers ?? Proposed(graph, input, probe),
            descriptor);
    }

    private async Task<Featurizer> EnsureKnownAsync(KnownNetwork known, IProgress<string>? messages, CancellationToken cancel)
    {
        if (await IntactAsync(_folder, known.Id, cancel) is { } there)
            return Featurizer(there);
        using var held = await _folder.LockAsync(messages, cancel);
        // Another process may have installed it while this one waited.
        if (await IntactAsync(_folder, known.Id, cancel) is { } meanwhile)
            return Featurizer(meanwhile);
        var (descriptor, file) = _shared is null
            ? await CreateAsync(known, messages, cancel)
            : await TakeFromSharedAsync(_shared, known, messages, cancel);
        await _folder.SaveAsync(descriptor, file, cancel);
        messages?.Report($"Installed {known.Title} ({known.Id}), {file.Length / 1e6:0.0} MB.");
        return Featurizer(descriptor);
    }

    private async Task<(NetworkDescriptor Descriptor, byte[] File)> TakeFromSharedAsync(
        NetworkFolder shared, KnownNetwork known, IProgress<string>? messages, CancellationToken cancel)
    {
        // A folder with everything in it may be one that this process cannot write to, so the lock comes only when it is needed.
        if (await IntactAsync(shared, known.Id, cancel) is not { } descriptor)
        {
            using var held = await shared.LockAsync(messages, cancel);
            if (await IntactAsync(shared, known.Id, cancel) is not { } meanwhile)
            {
                var created = await CreateAsync(known, messages, cancel);
                await shared.SaveAsync(created.Descriptor, created.File, cancel);
                return created;
            }
            descriptor = meanwhile;
        }
        return (descriptor, await File.ReadAllBytesAsync(shared.FileOf(known.Id), cancel));
    }

    private async Task<(NetworkDescriptor Descriptor, byte[] File)> CreateAsync(
        KnownNetwork known, IProgress<string>? messages, CancellationToken cancel)
    {
        var file = await known.CreateAsync(_tools, messages, cancel);
        var descriptor = new NetworkDescriptor(
            known.Id, known.Title, Convert.ToHexStringLower(SHA256.HashData(file)), known.Preprocessing, known.Layers, known.VectorLength,
            known.Licence, known.Source);
        return (descriptor, file);
    }

    /// <summary>A known network that was damaged on disk counts as missing: it can be made again, and is the same then.</summary>
    private static async Task<NetworkDescriptor?> IntactAsync(NetworkFolder folder, string id, CancellationToken cancel) =>
        OnDisk(folder, id) is { } descriptor && await folder.IsIntactAsync(descriptor, cancel) ? descriptor : null;

    private static NetworkDescriptor? OnDisk(NetworkFolder folder, string network)
    {
        try
        {
            return folder.Find(network);
        }
        catch (WrongUseException)
        {
            return null;
        }
    }

    private NetworkListing Describe(string id)
    {
        var known = Known.FirstOrDefault(known => known.Id == id);
        var isDefault = id == DefaultNetwork;
        try
        {
            if (_folder.Find(id) is { } found)
                return new NetworkListing(
                    id, found.Title + PreprocessingText.Unusual(found.Preprocessing), isDefault, Installed: true, Featurizer(found).Id, found.VectorLength, new FileInfo(_folder.FileOf(id)).Length,
                    found.Licence, found.Source, Problem: null);
            return NotReady(problem: null);
        }
        catch (WrongUseException exception)
        {
            return NotReady(exception.Message);
        }

        NetworkListing NotReady(string? problem) => new(
            id, known?.Title ?? id, isDefault, Installed: false, Featurizer: null, known?.VectorLength, Bytes: null,
            known?.Licence ?? "unknown", known?.Source ?? "unknown", problem);
    }

    private Featurizer Featurizer(NetworkDescriptor descriptor) => new(
        FeaturizerId.Of(descriptor.Sha256, descriptor.Layers, descriptor.Preprocessing),
        descriptor.Id,
        _folder.FileOf(descriptor.Id),
        descriptor.Layers,
        descriptor.Preprocessing,
        descriptor.VectorLength);

    private static bool IsSame(NetworkDescriptor one, NetworkDescriptor other) =>
        one.Sha256 == other.Sha256 && one.Preprocessing == other.Preprocessing && one.Layers.SequenceEqual(other.Layers);

    private static IReadOnlyList<string> Proposed(NetworkGraph graph, ImageInput input, LayerProbe probe)
    {
        try
        {
            return [probe.Tap(DenseLayer.InputOfLast(graph, input)).Tensor];
        }
        catch (WrongUseException)
        {
            return [];
        }
    }

    private WrongUseException Unknown(string network) => new(
        $"There is no network '{network}'. There are: {string.Join(", ", List().Select(listing => listing.Id))}. "
        + "Any ONNX file can be added with `activelabel models add FILE.onnx`.");
}
