using System.Security.Cryptography;

namespace ActiveLabel.Core.Images;

/// <summary>SHA-256 of a file's bytes, as 64 lower-case hexadecimal digits: the name of the bytes, in every project.</summary>
public readonly record struct ImageHash
{
    private readonly string? _hex;

    private ImageHash(string hex) => _hex = hex;

    public string Hex => _hex ?? throw new InvalidOperationException("An image hash was never set.");

    public static ImageHash Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <exception cref="FormatException">Not 64 lower-case hexadecimal digits.</exception>
    public static ImageHash Parse(string hex) =>
        TryParse(hex, out var hash) ? hash : throw new FormatException($"'{hex}' is no SHA-256 in lower-case hexadecimal digits.");

    public static bool TryParse(string? hex, out ImageHash hash)
    {
        var valid = hex is { Length: 64 } && !hex.AsSpan().ContainsAnyExcept("0123456789abcdef");
        hash = valid ? new ImageHash(hex!) : default;
        return valid;
    }

    public override string ToString() => Hex;
}
