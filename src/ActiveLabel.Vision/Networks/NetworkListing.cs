using ActiveLabel.Core;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Networks;

/// <summary>One line of the catalogue.</summary>
/// <param name="Installed">Whether it is ready; the known ones can be fetched.</param>
/// <param name="Featurizer">Id of the featurizer; null where it is not installed.</param>
/// <param name="Bytes">Size of the ONNX file; null where it is not installed.</param>
/// <param name="Problem">Why it cannot be used, or null.</param>
/// <param name="Sha256">Of the ONNX file; null where it is not installed.</param>
/// <param name="Layers">Those that the features are taken from; empty where that is found out on installing.</param>
/// <param name="Preprocessing">Null where the network is broken and not known.</param>
/// <param name="Original">The whole network that it is cut from; null where nothing is known of one.</param>
public sealed record NetworkListing(
    string Id, string Title, bool Default, bool Installed, string? Featurizer, int? VectorLength, long? Bytes, string Licence,
    string Source, string? Problem, string? Sha256, IReadOnlyList<string> Layers, Pooling Pooling, Preprocessing? Preprocessing,
    OriginalListing? Original)
{
    internal static NetworkListing Of(string id, NetworkFolder folder, KnownNetwork? known, bool isDefault)
    {
        try
        {
            return folder.Find(id) is { } found
                ? new NetworkListing(
                    id, found.Title + PreprocessingText.Unusual(found.Preprocessing), isDefault, Installed: true, folder.Featurizer(found).Id, found.VectorLength,
                    new FileInfo(folder.FileOf(id)).Length, found.Licence, found.Source, Problem: null, found.Sha256, found.Layers, found.Pooling,
                    found.Preprocessing, OriginalListing.Of(folder.Originals, found.Original, known?.Origin))
                : NotReady(problem: null);
        }
        catch (WrongUseException exception)
        {
            return NotReady(exception.Message);
        }

        NetworkListing NotReady(string? problem) => new(
            id, known?.Title ?? id, isDefault, Installed: false, Featurizer: null, known?.VectorLength, Bytes: null, known?.Licence ?? "unknown",
            known?.Source ?? "unknown", problem, Sha256: null, known?.Layers ?? [], Pooling.Mean, known?.Preprocessing,
            OriginalListing.Of(folder.Originals, null, known?.Origin));
    }
}

/// <summary>The whole network that one of the catalogue is cut from.</summary>
/// <param name="Kept">Whether it lies in the data folder.</param>
/// <param name="Bytes">Its size, or that of the download; null where it is not known.</param>
/// <param name="Address">Where it is fetched from; null where that is no address.</param>
public sealed record OriginalListing(string Sha256, bool Kept, long? Bytes, string? Address)
{
    internal static OriginalListing? Of(OriginalFiles files, string? sha256, NetworkOrigin? origin)
    {
        if ((sha256 ?? origin?.Sha256) is not { } hash)
            return null;
        var kept = files.Has(hash);
        return new OriginalListing(hash, kept, kept ? files.Size(hash) : origin?.Bytes, (origin as DownloadOrigin)?.Address);
    }
}
