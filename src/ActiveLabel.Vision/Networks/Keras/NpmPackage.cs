using System.Security.Cryptography;
using ActiveLabel.Core;

namespace ActiveLabel.Vision.Networks.Keras;

/// <summary>A package of the npm registry, pinned to the bytes of one version.</summary>
/// <param name="Bytes">Size of the archive.</param>
/// <param name="Integrity">SHA-512 of the archive in base64, as package managers write it after <c>sha512-</c>.</param>
internal sealed record NpmPackage(string Name, string Version, long Bytes, string Integrity)
{
    public override string ToString() => $"{Name}@{Version}";

    /// <exception cref="WrongUseException">The archive is not the one that is pinned.</exception>
    public void Verify(string archive)
    {
        using var stream = File.OpenRead(archive);
        var found = Convert.ToBase64String(SHA512.HashData(stream));
        if (found != Integrity)
            throw new WrongUseException(
                $"The archive of {this} that npm fetched is not the one this version of ActiveLabel was made for: its SHA-512 is "
                + $"{found} instead of {Integrity}. Nothing of it was run. If a proxy or mirror stands between, ask it for the original; "
                + "`npm cache clean --force` drops a damaged copy. Any other network can be added with `activelabel models add FILE.onnx`.");
    }
}
