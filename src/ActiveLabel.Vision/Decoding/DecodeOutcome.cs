using ActiveLabel.Core.Images;

namespace ActiveLabel.Vision.Decoding;

/// <summary>Either what was decoded, or why it was not. Exactly one of the two is set.</summary>
/// <param name="Header">Size of the whole picture upright, even where fewer pixels were decoded.</param>
/// <param name="Unsupported">Refused because this decoder cannot read such files, so that another may be asked.</param>
internal readonly record struct DecodeOutcome(ImageHeader? Header, string? Refusal, bool Unsupported = false)
{
    public static DecodeOutcome Decoded(ImageHeader header) => new(header, null);

    public static DecodeOutcome Refused(string reason) => new(null, reason);

    public static DecodeOutcome CannotRead(EncodedFormat format) =>
        new(null, $"this kind of {format.Name()} cannot be read", Unsupported: true);

    public static DecodeOutcome EndsEarly(EncodedFormat format) =>
        Refused($"the {format.Name()} ends before the picture does");

    public static DecodeOutcome Damaged(EncodedFormat format) => Refused($"the {format.Name()} is damaged");
}
