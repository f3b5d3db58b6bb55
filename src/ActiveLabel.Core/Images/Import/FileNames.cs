namespace ActiveLabel.Core.Images.Import;

/// <summary>What a file's name tells before it is read.</summary>
internal static class FileNames
{
    // Also formats that a decoder may refuse: a person wants to hear that, and not to miss those images in silence.
    private static readonly HashSet<string> ImageExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".gif", ".webp", ".tif", ".tiff", ".avif", ".heic", ".heif",
        ".jp2", ".j2k", ".jxl", ".pbm", ".pgm", ".ppm", ".pnm", ".tga",
    };

    public static bool IsImage(string name) => ImageExtensions.Contains(Path.GetExtension(name));

    /// <summary>Whether some part of the path is hidden, or is what a Mac adds to its archives.</summary>
    public static bool IsHidden(string name) =>
        name.Split('/').Any(part => (part.StartsWith('.') && part is not ("." or "..")) || part == "__MACOSX");

    /// <summary>Forward slashes, and no <c>./</c> in front.</summary>
    public static string Normalise(string name)
    {
        var slashed = name.Replace('\\', '/');
        while (slashed.StartsWith("./", StringComparison.Ordinal))
            slashed = slashed[2..];
        return slashed;
    }

    /// <summary>Whether the name, taken as a path, would lead out of the folder that it is relative to.</summary>
    public static bool LeadsOut(string name) =>
        name.StartsWith('/') || name.Contains('\0') || (name.Length > 1 && name[1] == ':') || name.Split('/').Contains("..");

    /// <summary>Name of the folder that the file lies in, or null at the top.</summary>
    public static string? Folder(string name)
    {
        var parts = name.Split('/');
        return parts.Length < 2 ? null : parts[^2];
    }

    /// <summary>File name without folders and without its last extension.</summary>
    public static string Stem(string name) => Path.GetFileNameWithoutExtension(name[(name.LastIndexOf('/') + 1)..]);
}
