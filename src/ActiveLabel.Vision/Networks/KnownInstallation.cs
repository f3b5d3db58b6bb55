using System.Security.Cryptography;
using ActiveLabel.Core;
using ActiveLabel.Vision.Networks.Downloads;
using ActiveLabel.Vision.Networks.Keras;
using Google.Protobuf;

namespace ActiveLabel.Vision.Networks;

/// <summary>Makes known networks, and the whole networks behind them, in a folder. Whoever calls holds the folder's lock.</summary>
/// <param name="from">Where to fetch from instead of the known address: another one, or a file. The hash is the same.</param>
internal sealed class KnownInstallation(
    NodeTools tools, ModelDownload download, string? from, IProgress<string>? messages, IProgress<DownloadProgress>? downloads)
{
    public async Task<NetworkDescriptor> InstallAsync(KnownNetwork known, NetworkFolder folder, CancellationToken cancel)
    {
        var (descriptor, file) = known.Origin switch
        {
            KerasOrigin keras => await ConvertAsync(known, keras, cancel),
            DownloadOrigin origin => await FetchAndCutAsync(known, origin, folder, cancel),
            _ => throw new InvalidOperationException($"No installation is written for {known.Origin.GetType().Name}."),
        };
        await folder.SaveAsync(descriptor, file, cancel);
        messages?.Report($"Installed {known.Title} ({known.Id}), {file.Length / 1e6:0.0} MB.");
        return descriptor;
    }

    /// <summary>Gets the whole network, unless it is there.</summary>
    public async Task EnsureOriginalAsync(KnownNetwork known, OriginalFiles originals, CancellationToken cancel)
    {
        if (await originals.IsIntactAsync(known.Origin.Sha256, cancel))
            return;
        if (known.Origin is DownloadOrigin origin)
            await FetchAsync(known, origin, originals.PathOf(origin.Sha256), cancel);
        else if (known.Origin is KerasOrigin keras)
            await originals.SaveAsync(keras.Sha256, await ConvertWholeAsync(known, keras, cancel), cancel);
    }

    private async Task<(NetworkDescriptor, byte[])> ConvertAsync(KnownNetwork known, KerasOrigin origin, CancellationToken cancel)
    {
        var model = await origin.Model.FetchAsync(tools, messages, cancel);
        messages?.Report("Converting the network to ONNX and checking it ...");
        var network = OnnxConversion.Convert(model, known.Layers).ToByteArray();
        known.Verify(network, origin.Check);
        return (known.Describe(Convert.ToHexStringLower(SHA256.HashData(network)), known.Layers), network);
    }

    private async Task<byte[]> ConvertWholeAsync(KnownNetwork known, KerasOrigin origin, CancellationToken cancel)
    {
        var model = await origin.Model.FetchAsync(tools, messages, cancel);
        messages?.Report("Converting the whole network to ONNX ...");
        var network = OnnxConversion.ConvertWhole(model, origin.End).ToByteArray();
        var found = Convert.ToHexStringLower(SHA256.HashData(network));
        return found == origin.Sha256
            ? network
            : throw new WrongUseException(
                $"The whole of {known.Id}, converted here, is another file than it should be (SHA-256 {found} instead of {origin.Sha256}). "
                + "Please report this with your processor's name.");
    }

    private async Task<(NetworkDescriptor, byte[])> FetchAndCutAsync(
        KnownNetwork known, DownloadOrigin origin, NetworkFolder folder, CancellationToken cancel)
    {
        await EnsureOriginalAsync(known, folder.Originals, cancel);
        messages?.Report("Cutting it at its features and trying the result ...");
        return await Task.Run(() => Cut(known, folder.Originals.PathOf(origin.Sha256), cancel), cancel);
    }

    private static (NetworkDescriptor, byte[]) Cut(KnownNetwork known, string original, CancellationToken cancel)
    {
        var (height, width) = (known.Preprocessing.Height, known.Preprocessing.Width);
        var network = OpenNetwork.Read(original);
        var probe = network.Probe(height, width);
        cancel.ThrowIfCancellationRequested();
        var layers = known.Layers is { Count: > 0 } named ? named : [network.ProposedLayer(probe)];
        var file = network.Cut([.. layers.Select(probe.Tap)], Pooling.Mean, height, width);
        cancel.ThrowIfCancellationRequested();
        FeatureCheck.Run(file, known.Preprocessing, known.VectorLength);
        return (known.Describe(Convert.ToHexStringLower(SHA256.HashData(file)), layers), file);
    }

    private async Task FetchAsync(KnownNetwork known, DownloadOrigin origin, string target, CancellationToken cancel)
    {
        var expected = new ExpectedFile(Path.GetFileName(origin.Address), origin.Bytes, origin.Sha256);
        var source = from ?? origin.Address;
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            await ModelDownload.CopyAsync(source, expected, target, cancel);
            return;
        }
        messages?.Report($"Fetching {expected.Name} ({expected.Bytes / 1e6:0.0} MB) from {address} ...");
        try
        {
            await download.FetchAsync(address, expected, target, downloads, cancel);
        }
        catch (DownloadException failure)
        {
            throw new WrongUseException(
                $"{known.Title} cannot be fetched from {address}: {failure.Message}. What came so far is kept, and installing it again goes on "
                + $"there. Or fetch {expected.Name} (SHA-256 {expected.Sha256}) on another machine and run `activelabel models install {known.Id} "
                + "--from FILE`, or add any other network with `activelabel models add FILE.onnx`.",
                failure);
        }
    }
}
