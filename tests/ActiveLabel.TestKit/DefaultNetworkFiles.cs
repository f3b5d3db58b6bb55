using ActiveLabel.Core;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Keras;

namespace ActiveLabel.TestKit;

/// <summary>
/// The default network, fetched and converted once and kept for later runs in the folder that ACTIVELABEL_NETWORKS names,
/// or in artifacts/networks of the checkout.
/// </summary>
public static class DefaultNetworkFiles
{
    /// <summary>Give it to a program as ACTIVELABEL_NETWORKS, and it does not fetch what is there.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("ACTIVELABEL_NETWORKS") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(Repository.Root, "artifacts", "networks");

    /// <summary>Puts the default network where a server or command with that data folder finds it.</summary>
    /// <returns>The network's id.</returns>
    public static async Task<string> InstallIntoAsync(DataFolder data)
    {
        var catalogue = new NetworkCatalogue(data, NodeTools.Installed, Folder);
        await catalogue.EnsureAsync(catalogue.DefaultNetwork, messages: null, CancellationToken.None);
        return catalogue.DefaultNetwork;
    }
}
