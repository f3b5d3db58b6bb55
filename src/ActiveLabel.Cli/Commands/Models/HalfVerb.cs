using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models;

internal static class HalfVerb
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var network = new Argument<string>("NETWORK") { Description = "Id of an installed network, or default." };
        var name = new Option<string?>("--name") { Description = "The new network's id; the old one's with -half unless said." };
        var json = Json.Option();
        var command = new Command("half", "Make a network that computes in half precision: faster on GPUs, its vectors slightly off.") { network, name, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var provider = services(parsed);
            var id = provider.GetRequiredService<NetworkCatalogue>().Resolve(parsed.GetRequiredValue(network));
            var made = await provider.GetRequiredService<HalfNetworks>().AddAsync(id, parsed.GetValue(name), new Messages(), cancel);
            InstallVerb.Print(made, parsed.GetValue(json), "added");
        });
        return command;
    }
}
