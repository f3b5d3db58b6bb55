namespace ActiveLabel.TestKit;

/// <summary>Third-party material for measuring, in a folder shared/data beside the checkout; not part of the project.</summary>
public static class SharedData
{
    private static readonly string? Folder = Repository.Ancestors()
        .SelectMany(d => new[] { Path.Combine(d, "shared", "data"), Path.Combine(d, "..", "shared", "data") })
        .Select(Path.GetFullPath).FirstOrDefault(Directory.Exists);

    /// <summary>Why a test that needs the data is skipped.</summary>
    public const string WhyMissing = "SKIPPED: this test measures against shared/data, which does not lie beside this checkout.";

    /// <summary>The path below shared/data, or null where it is absent.</summary>
    public static string? Find(params string[] parts)
    {
        var path = Folder is null ? null : Path.Combine([Folder, .. parts]);
        return Path.Exists(path) ? path : null;
    }
}
