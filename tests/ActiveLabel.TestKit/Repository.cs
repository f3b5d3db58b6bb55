namespace ActiveLabel.TestKit;

/// <summary>Where the checkout lies that the running tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Ancestors().First(d => File.Exists(Path.Combine(d, "ActiveLabel.sln")));

    internal static IEnumerable<string> Ancestors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
