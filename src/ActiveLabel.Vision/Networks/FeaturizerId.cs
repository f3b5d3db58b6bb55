using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActiveLabel.Core.Features;

namespace ActiveLabel.Vision.Networks;

/// <summary>Names a featurizer by what decides its vectors, so that equal ids mean equal vectors on every machine.</summary>
internal static class FeaturizerId
{
    /// <returns>16 hexadecimal digits of a SHA-256 over the network's hash, the layers and the preprocessing.</returns>
    public static string Of(string networkSha256, IReadOnlyList<string> layers, Preprocessing preprocessing)
    {
        var text = new StringBuilder().Append(networkSha256).Append('\n').AppendJoin('\n', layers).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{preprocessing.Width}x{preprocessing.Height} {preprocessing.Resize} {preprocessing.Channels}\n");
        text.Append(CultureInfo.InvariantCulture, $"{preprocessing.Scale:R} {Numbers(preprocessing.Mean)} {Numbers(preprocessing.Deviation)}");
        // Only what is not the default, so that older featurizers keep their ids.
        if (preprocessing.Interpolation != default) text.Append(CultureInfo.InvariantCulture, $"\n{preprocessing.Interpolation}");
        if (preprocessing.Views != default) text.Append(CultureInfo.InvariantCulture, $"\n{preprocessing.Views}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    private static string Numbers(PerChannel values) =>
        string.Create(CultureInfo.InvariantCulture, $"{values.First:R},{values.Second:R},{values.Third:R}");
}
