using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Features.Networks;

/// <summary>What is worth knowing of a network, in words.</summary>
internal static class NetworkFacts
{
    public static IEnumerable<(string Name, string Value)> Of(NetworkListing network)
    {
        if (network.VectorLength is { } length) yield return ("Vector", Wording.Count(length, "value"));
        if (network.Layers.Count > 0) yield return ("Layers", string.Join(", ", network.Layers));
        if (network.Preprocessing is { } how) yield return ("Pictures", Prepared(how));
        if (network.Bytes is { } bytes) yield return ("Size", Wording.Bytes(bytes));
        else if (network.Original?.Bytes is { } download) yield return ("Download", Wording.Bytes(download));
        yield return ("Licence", network.Licence);
        yield return ("From", network.Source);
        if ((network.Sha256 ?? network.Original?.Sha256) is { } hash) yield return ("SHA-256", hash[..16] + "…");
    }

    private static string Prepared(Preprocessing how)
    {
        var resized = how.Resize switch
        {
            ResizeMode.Stretch => "stretched to",
            ResizeMode.Pad => "padded to",
            _ => "cropped to",
        };
        return $"{resized} {how.Width} × {how.Height}, {how.Channels.ToString().ToUpperInvariant()}{PreprocessingText.Unusual(how)}";
    }
}
