using ActiveLabel.Core;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.TestKit;

/// <summary>
/// The default network, fetched and converted once and kept for later runs in the folder that ACTIVELABEL_NETWORKS names,
/// or in artifacts/networks of the checkout.
/// </summary>
public static class DefaultNetworkFiles
{
    private static readonly Lazy<Task<string>> Cache = new(FillAsync);

    /// <summary>Puts the default network where a server or command with that data folder finds it.</summary>
    /// <returns>The network's id.</returns>
    public static async Task<string> InstallIntoAsync(DataFolder data)
    {
        var cache = await Cache.Value;
        Directory.CreateDirectory(data.Networks);
        foreach (var file in Directory.EnumerateFiles(cache, $"{Id}.*").Where(file => Path.GetExtension(file) is ".onnx" or ".json"))
            File.Copy(file, Path.Combine(data.Networks, Path.GetFileName(file)), overwrite: true);
        return Id;
    }

    private static string Id => KnownNetwork.Default.Id;

    private static async Task<string> FillAsync()
    {
        var folder = Environment.GetEnvironmentVariable("ACTIVELABEL_NETWORKS") is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(Repository.Root, "artifacts", "networks");
        // A catalogue keeps its files in the folder `networks` of its data folder.
        var data = new DataFolder(Path.Combine(folder, "cache"));
        await new NetworkCatalogue(data).EnsureAsync(Id, messages: null, CancellationToken.None);
        return data.Networks;
    }
}
