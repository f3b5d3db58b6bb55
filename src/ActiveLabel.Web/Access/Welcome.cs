using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ActiveLabel.Web.Access;

/// <summary>What whoever starts the server has to know about who can get in.</summary>
internal sealed class Welcome(AccessMode mode, SetupToken setup, IOptions<AccessSettings> settings)
{
    public async Task<IReadOnlyList<string>> LinesAsync(IReadOnlyList<string> urls, CancellationToken cancel)
    {
        if (!await mode.AreAccountsRequiredAsync(cancel))
            return [];

        var lines = new List<string>();
        var addresses = urls.Select(BindingAddress.Parse).ToList();
        if (settings.Value.KnownProxies.Count == 0
            && addresses.Exists(a => !ListeningAddresses.IsLoopback(a.Host) && string.Equals(a.Scheme, "http", StringComparison.OrdinalIgnoreCase)))
        {
            lines.Add("Passwords cross the network unencrypted: put a proxy with TLS in front (docs/accounts.md).");
        }

        if (!await mode.HasAccountsAsync(cancel))
            lines.Add($"Make the first admin: {Printable(addresses[0])}{SignInAddress.Setup}?token={setup.Value}");
        return lines;
    }

    private static string Printable(BindingAddress address) =>
        $"{address.Scheme}://{(ListeningAddresses.IsEverywhere(address.Host) ? "localhost" : address.Host)}:{address.Port}";
}
