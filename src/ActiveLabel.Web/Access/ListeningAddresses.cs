using System.Net;
using ActiveLabel.Core;
using Microsoft.AspNetCore.Http;

namespace ActiveLabel.Web.Access;

/// <summary>The addresses that a server is told to listen on.</summary>
internal static class ListeningAddresses
{
    private static readonly string[] Schemes = ["http", "https"];

    /// <param name="urls">Separated by semicolons, as <c>--urls</c> has them.</param>
    /// <exception cref="WrongUseException">One of them is none.</exception>
    public static bool ReachBeyondLoopback(string urls) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).ToList().Exists(address => !IsLoopback(address.Host));

    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether it stands for all addresses of the machine.</summary>
    public static bool IsEverywhere(string host) => host is "*" or "+" or "0.0.0.0" or "[::]" or "::";

    private static BindingAddress Parse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            if (Schemes.Contains(address.Scheme, StringComparer.OrdinalIgnoreCase) && address.Host.Length > 0)
                return address;
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            // Told below.
        }

        throw new WrongUseException($"'{url}' is no address to listen on: write, for example, http://127.0.0.1:5080.");
    }
}
