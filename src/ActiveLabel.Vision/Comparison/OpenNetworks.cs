using ActiveLabel.Core;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Vision.Comparison;

/// <summary>An installed network as a whole, ready to be cut anywhere.</summary>
internal sealed record WholeNetwork(NetworkDescriptor Descriptor, OpenNetwork Network)
{
    public LayerProbe Probe => Network.Probe(Descriptor.Preprocessing.Height, Descriptor.Preprocessing.Width);

    public byte[] Cut(IEnumerable<FeatureTap> taps, Pooling pooling) =>
        Network.Cut([.. taps], pooling, Descriptor.Preprocessing.Height, Descriptor.Preprocessing.Width);
}

/// <summary>The whole networks of one comparison, each read once, and what the names in a request mean in them.</summary>
internal sealed class OpenNetworks(NetworkCatalogue catalogue, IProgress<string>? messages)
{
    private readonly Dictionary<string, WholeNetwork> _open = [];

    public WholeNetwork this[string network] => _open[network];

    /// <exception cref="WrongUseException">A network or layer is not known, or a layer cannot serve.</exception>
    public async Task<IReadOnlyList<LayerCandidate>> ReadAsync(ComparisonRequest request, CancellationToken cancel)
    {
        var usual = await OpenAsync(request.Network, cancel);
        var ids = catalogue.List().Select(listing => listing.Id).Append(NetworkCatalogue.DefaultWord).ToHashSet();
        var candidates = new List<LayerCandidate>();
        foreach (var name in LayerNames.Split(request.Candidates, ',', usual.Network.Has).Where(name => name.Length > 0).Distinct())
        {
            var colon = name.IndexOf(':', StringComparison.Ordinal);
            candidates.Add(
                usual.Network.Has(name) ? Candidate(name, usual, name)
                : ids.Contains(name) ? Candidate(name, await OpenAsync(name, cancel), null)
                : colon > 0 && ids.Contains(name[..colon]) ? Candidate(name, await OpenAsync(name[..colon], cancel), name[(colon + 1)..])
                : Candidate(name, usual, name));
        }
        return candidates.Count > 0 ? candidates : throw new WrongUseException("Name the layers to compare: --layers a,b,c.");
    }

    private static LayerCandidate Candidate(string name, WholeNetwork whole, string? typed)
    {
        var layers = typed is null ? whole.Descriptor.Layers : whole.Network.Named([typed]);
        foreach (var layer in layers)
            whole.Probe.Tap(layer);
        return layers.Distinct().Count() == layers.Count
            ? new LayerCandidate(name, whole.Descriptor.Id, layers)
            : throw new WrongUseException($"'{name}' names a layer twice.");
    }

    private async Task<WholeNetwork> OpenAsync(string network, CancellationToken cancel)
    {
        var id = catalogue.Resolve(network);
        if (_open.TryGetValue(id, out var there))
            return there;
        await catalogue.EnsureAsync(id, messages, cancel);
        var path = await catalogue.OriginalAsync(id, messages, cancel);
        var whole = await Task.Run(() => new WholeNetwork(catalogue.Describe(id)!, OpenNetwork.Read(path)), cancel);
        _open.Add(id, whole);
        return whole;
    }
}
