using System.Security.Cryptography;
using ActiveLabel.Core;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Vision.Networks;

/// <summary>A network made into one of the catalogue: cut at its features, described, and tried.</summary>
/// <param name="Original">Path of the whole network; null where it is not kept.</param>
/// <param name="Gathered">Its bytes where it lay in several files, else null.</param>
internal sealed record NewNetwork(NetworkDescriptor Descriptor, byte[] Cut, string? Original = null, byte[]? Gathered = null)
{
    /// <param name="path">The whole network.</param>
    /// <param name="like">The installed network whose original that is: what is not said stays as it is there. Null for a file that a person brings.</param>
    /// <exception cref="WrongUseException">The network cannot be used; the message says why and what would help.</exception>
    public static NewNetwork From(
        string path, NetworkDescriptor? like, string id, NetworkOptions options, IProgress<string>? progress, CancellationToken cancel)
    {
        progress?.Report(like is null ? $"Reading {path} ..." : $"Reading the whole of {like.Id} ...");
        var network = OpenNetwork.Read(path);
        cancel.ThrowIfCancellationRequested();
        var (height, width) = network.Size(options.Size ?? (network.Input.Height is null ? like?.Preprocessing.Height : null));
        var preprocessing = like is null
            ? PreprocessingProposal.For(network.Input.Layout, height, width, options, progress)
            : PreprocessingProposal.Like(like.Preprocessing, height, width, options);
        progress?.Report("Running it on a sample to find the shape of its layers ...");
        var probe = network.Probe(height, width);
        cancel.ThrowIfCancellationRequested();
        var layers = options.Layers is { } named ? network.Named(named) : like?.Layers ?? [network.ProposedLayer(probe)];
        if (layers.Distinct().Count() != layers.Count)
            throw new WrongUseException("Name each layer once.");
        FeatureTap[] taps = [.. layers.Select(probe.Tap)];
        var pooling = options.Pooling ?? like?.Pooling ?? Pooling.Mean;
        progress?.Report($"Cutting it at {string.Join(", ", layers)} and trying the result ...");
        var cut = network.Cut(taps, pooling, height, width);
        var length = taps.Sum(tap => tap.Width(pooling));
        cancel.ThrowIfCancellationRequested();
        FeatureCheck.Run(cut, preprocessing, length);
        var descriptor = new NetworkDescriptor(
            id, options.Id ?? Path.GetFileNameWithoutExtension(path), Convert.ToHexStringLower(SHA256.HashData(cut)), preprocessing, layers, length,
            options.Licence ?? like?.Licence ?? "unknown", like?.Source ?? $"added from {Path.GetFileName(path)}",
            network.Gathered is { } bytes ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : Hash(path), pooling);
        return new NewNetwork(descriptor, cut, path, network.Gathered);
    }

    /// <summary>The whole network first, so that every descriptor has one.</summary>
    public async Task SaveAsync(NetworkFolder folder, CancellationToken cancel)
    {
        if (Descriptor.Original is { } sha256 && !await folder.Originals.IsIntactAsync(sha256, cancel))
        {
            if (Gathered is not null)
                await folder.Originals.SaveAsync(sha256, Gathered, cancel);
            else
                await folder.Originals.CopyAsync(Original!, sha256, cancel);
        }
        await folder.SaveAsync(Descriptor, Cut, cancel);
    }

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
