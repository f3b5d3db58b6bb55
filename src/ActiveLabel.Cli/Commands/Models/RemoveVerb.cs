using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Projects;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Models;

internal static class RemoveVerb
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var network = new Argument<string>("NETWORK") { Description = "Id of an installed network, or default." };
        var force = new Option<bool>("--force") { Description = "Also where a project uses it." };
        var json = Json.Option();
        var command = new Command("remove", "Remove a network; vectors that it gave stay, and a known one can be installed again.") { network, force, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var provider = services(parsed);
            var networks = provider.GetRequiredService<NetworkCatalogue>();
            var id = networks.Resolve(parsed.GetRequiredValue(network));
            if (!parsed.GetValue(force))
                await RequireUnusedAsync(provider.GetRequiredService<IProjectStore>(), id, cancel);

            var freed = await networks.RemoveAsync(id, cancel);
            if (parsed.GetValue(json))
                Json.Write(new RemovedNetworkReport(id, freed), ModelsJson.Default.RemovedNetworkReport);
            else
                Console.WriteLine($"{id} is removed, {freed / 1e6:0.0} MB. The vectors that it gave stay.");
        });
        return command;
    }

    private static async Task RequireUnusedAsync(IProjectStore projects, string id, CancellationToken cancel)
    {
        string[] users = [.. (await projects.ListAsync(cancel)).Where(project => project.Network == id).Select(project => $"'{project.Name}'")];
        if (users.Length > 0)
            throw new WrongUseException($"{string.Join(", ", users)} {(users.Length == 1 ? "uses" : "use")} the network '{id}'. Remove it all the same with --force.");
    }
}
