using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Vision.Featurization;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Onnx;

namespace ActiveLabel.Vision.Comparison;

/// <summary>The vectors of several layers, of one network or several, with each image seen by each network once.</summary>
public sealed class LayerComparison
{
    private readonly NetworkCatalogue _catalogue;
    private readonly IBlobStore _blobs;
    private readonly PassingImages _passing;

    internal LayerComparison(NetworkCatalogue catalogue, IBlobStore blobs, PassingImages passing) =>
        (_catalogue, _blobs, _passing) = (catalogue, blobs, passing);

    /// <exception cref="WrongUseException">A network or layer is not known, or a layer cannot serve.</exception>
    public async Task<LayerVectors> ComputeAsync(
        ComparisonRequest request, IReadOnlyList<ImageHash> images, IProgress<string>? messages, IProgress<FeaturizationProgress>? progress,
        CancellationToken cancel)
    {
        var networks = new OpenNetworks(_catalogue, messages);
        var candidates = await networks.ReadAsync(request, cancel);
        var work = Directory.CreateTempSubdirectory("activelabel-compare-").FullName;
        try
        {
            var found = new Dictionary<LayerCandidate, (IReadOnlyList<float[]?> Vectors, double Speed)>();
            foreach (var group in candidates.GroupBy(candidate => candidate.Network))
            {
                var whole = networks[group.Key];
                var pooling = request.Pooling ?? whole.Descriptor.Pooling;
                var vectors = await AllLayersAsync(whole, [.. group], pooling, request.Device, images, work, progress, cancel);
                foreach (var candidate in group)
                {
                    messages?.Report($"Timing {candidate.Name} ...");
                    var cut = await CutAsync(whole, candidate.Layers, pooling, work, cancel);
                    found[candidate] = (vectors[candidate], await Task.Run(() => CutSpeed.Measure(cut, request.Device, cancel), cancel));
                }
            }
            int[] read = [.. Enumerable.Range(0, images.Count).Where(place => found.Values.All(layers => layers.Vectors[place] is not null))];
            return new LayerVectors(
                [.. candidates.Select(candidate => new CandidateVectors(candidate, found[candidate].Speed, Table(found[candidate].Vectors, read)))], read);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>One pass with all layers of all candidates side by side, taken apart afterwards.</summary>
    private async Task<Dictionary<LayerCandidate, IReadOnlyList<float[]?>>> AllLayersAsync(
        WholeNetwork whole, IReadOnlyList<LayerCandidate> candidates, Pooling pooling, string device, IReadOnlyList<ImageHash> images, string work,
        IProgress<FeaturizationProgress>? progress, CancellationToken cancel)
    {
        string[] layers = [.. candidates.SelectMany(candidate => candidate.Layers).Distinct()];
        var columns = new Dictionary<string, Range>();
        var end = 0;
        foreach (var tap in layers.Select(whole.Probe.Tap))
            columns.Add(tap.Tensor, new Range(end, end += tap.Width(pooling)));
        var cut = await CutAsync(whole, layers, pooling, work, cancel);
        ImportFile[] files = [.. images.Select(hash => new ImportFile($"{hash}", cancelled => ReadAsync(hash, cancelled)))];
        var passed = await _passing.RunAsync(cut, files, device, progress, cancel);
        return candidates.ToDictionary(candidate => candidate, candidate => (IReadOnlyList<float[]?>)
            [.. passed.Select(image => image.Vector is { } vector ? (float[])[.. candidate.Layers.SelectMany(layer => vector[columns[layer]])] : null)]);
    }

    private async Task<byte[]> ReadAsync(ImageHash hash, CancellationToken cancel)
    {
        try
        {
            return await _blobs.ReadAsync(hash, cancel);
        }
        catch (FileNotFoundException)
        {
            throw new RefusedFileException("its bytes are missing from the data folder");
        }
    }

    private static async Task<Featurizer> CutAsync(
        WholeNetwork whole, IReadOnlyList<string> layers, Pooling pooling, string work, CancellationToken cancel)
    {
        FeatureTap[] taps = [.. layers.Select(whole.Probe.Tap)];
        var file = Path.Combine(work, $"{Path.GetRandomFileName()}.onnx");
        await File.WriteAllBytesAsync(file, whole.Cut(taps, pooling), cancel);
        var descriptor = whole.Descriptor;
        return new Featurizer("compared", descriptor.Id, file, layers, descriptor.Preprocessing, taps.Sum(tap => tap.Width(pooling)));
    }

    private static VectorTable Table(IReadOnlyList<float[]?> vectors, int[] read)
    {
        float[] values = [.. read.SelectMany(place => vectors[place]!)];
        return new VectorTable(values, read.Length == 0 ? 1 : vectors[read[0]]!.Length);
    }
}
