using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models;

internal static class ListVerb
{
    public static Command Create(Func<ParseResult, NetworkCatalogue> catalogue)
    {
        var json = ModelsCommand.JsonOption();
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
        ["ID", "STATE", "VALUES", "SIZE", "TITLE"],
        networks.Select(network => (string[])
        [
            network.Default ? $"{network.Id} (default)" : network.Id,
            network.Installed ? "installed" : network.Problem is null ? "not installed" : "broken",
            $"{network.VectorLength}",
            network.Bytes is { } bytes ? $"{bytes / 1e6:0.0} MB" : "",
            network.Problem ?? network.Title,
        ]));
}
