using System.Text;

namespace ActiveLabel.Web.Intake;

/// <summary>Where an uploaded file may be put: below its import's folder and nowhere else, whatever it is called.</summary>
internal static class UploadPath
{
    /// <summary>Bytes of one name that file systems take.</summary>
    private const int LongestName = 255;

    private const int MostLevels = 32;

    /// <summary>The name with forward slashes, or null where it leads elsewhere or cannot be a file's name.</summary>
    public static string? Clean(string name)
    {
        var parts = name.Replace('\\', '/').Split('/');
        return parts.Length <= MostLevels && parts.All(IsName) ? string.Join('/', parts) : null;
    }

    private static bool IsName(string part) =>
        part is not ("" or "." or "..") && !part.Any(char.IsControl) && !part.Contains(':') && Encoding.UTF8.GetByteCount(part) <= LongestName;
}
