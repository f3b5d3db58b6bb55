using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Networks;
using ActiveLabel.Vision.Networks.Downloads;

namespace ActiveLabel.Cli.Commands.Models;

internal static class InstallVerb
{
    public static Command Create(Func<ParseResult, NetworkCatalogue> catalogue)
    {
        var network = new Argument<string>("NETWORK") { Description = "Id of a known network, or default." };
        var from = new Option<string?>("--from") { Description = "Another address, or a file fetched elsewhere; the hash is checked all the same.", HelpName = "URL|FILE" };
        var json = Json.Option();
        var command = new Command("install", "Fetch a known network and make it ready.") { network, from, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var networks = catalogue(parsed);
            var id = networks.Resolve(parsed.GetRequiredValue(network));
            var line = new ProgressLine<DownloadProgress>(TimeProvider.System, at => ($"{at}", at.Done == at.Total));
            var ready = await networks.EnsureAsync(id, parsed.GetValue(from), new Messages(), line, cancel);
            Print(ready, parsed.GetValue(json), "ready");
        });
        return command;
    }

    public static void Print(Featurizer featurizer, bool json, string state)
    {
        if (json)
            Json.Write(ReadyNetworkReport.Of(featurizer), ModelsJson.Default.ReadyNetworkReport);
        else
            Console.WriteLine(
                $"{featurizer.Network} is {state}: {featurizer.VectorLength} values from {string.Join(", ", featurizer.Layers)} (featurizer {featurizer.Id}).");
    }
}
