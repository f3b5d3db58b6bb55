using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models;

internal static class ListVerb
{
    public static Command Create(Func<ParseResult, NetworkCatalogue> catalogue)
    {
        var json = Json.Option();
        var command = new Command("list", "The networks that are installed, or can be.") { json };
        command.SetAction(parsed =>
        {
            var networks = catalogue(parsed);
            if (parsed.GetValue(json))
                Json.Write(new ModelsReport(networks.DefaultNetwork, networks.List()), ModelsJson.Default.ModelsReport);
            else
                Print(networks.List());
        });
        return command;
    }

    private static void Print(IReadOnlyList<NetworkListing> networks) => Columns.Write(
        ["ID", "STATE", "VALUES", "INPUT", "SIZE", "LICENCE", "HASH", "TITLE"],
        networks.Select(network => (string[])
        [
            network.Default ? $"{network.Id} (default)" : network.Id,
            network.Installed ? "installed" : network.Problem is null ? "not installed" : "broken",
            $"{network.VectorLength}",
            network.Preprocessing is { } input ? $"{input.Width} x {input.Height}" : "",
            Size(network),
            network.Licence,
            // Enough to tell files apart; --json has all of it.
            (network.Sha256 ?? network.Original?.Sha256)?[..12] ?? "",
            network.Problem ?? network.Title + (network.Pooling == Pooling.Mean ? "" : $", pooled by {PoolingText.Write(network.Pooling)}"),
        ]));

    private static string Size(NetworkListing network) => (network.Bytes, network.Original?.Bytes) switch
    {
        ({ } bytes, _) => Megabytes(bytes),
        (null, { } download) => $"{Megabytes(download)} to fetch",
        _ => "",
    };

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0.0} MB";
}
