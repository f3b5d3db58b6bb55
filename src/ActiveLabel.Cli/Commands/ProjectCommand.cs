using System.CommandLine;
using System.Text.Json.Serialization;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands;

/// <summary>Makes projects.</summary>
internal static class ProjectCommand
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var name = new Argument<string>("NAME") { Description = "The new project's name." };
        var classes = new Option<string>("--classes") { Description = "The answers that labelers choose from, separated by commas.", Required = true };
        var featurizer = new Option<string?>("--featurizer") { Description = "Id of the network that describes the images (see: models list)." };
        var json = new Option<bool>("--json") { Description = "Print the project as JSON." };
        var create = new Command("create", "Make a project.") { name, classes, featurizer, json };
        create.SetAction(async (parsed, cancel) =>
        {
            var project = await MakeAsync(
                services(parsed), parsed.GetRequiredValue(name), parsed.GetRequiredValue(classes), parsed.GetValue(featurizer), cancel);
            if (parsed.GetValue(json))
                Json.Write(project, ProjectJson.Default.ProjectReport);
            else
                Console.WriteLine($"Project '{project.Name}' is made, with the classes {string.Join(", ", project.Classes.Select(c => c.Name))}.");
        });
        return new Command("project", "Make projects.") { create };
    }

    private static async Task<ProjectReport> MakeAsync(IServiceProvider services, string name, string classes, string? network, CancellationToken cancel)
    {
        var catalogue = services.GetRequiredService<IFeaturizerCatalogue>();
        // The default network is fetched when it is first needed; any other has to be there already.
        if (network is not null && network != catalogue.DefaultNetwork && catalogue.Find(network) is null)
            await catalogue.EnsureAsync(network, messages: null, cancel);

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var project = await services.GetRequiredService<IProjectStore>().AddAsync(
            Project.Create(name, classes.Split(',', StringSplitOptions.RemoveEmptyEntries), network ?? catalogue.DefaultNetwork, now), cancel);
        return new ProjectReport(
            project.Id, project.Name, project.Network, [.. project.Classes.Select(c => new ProjectClassReport(c.Id, c.Name, c.Key))]);
    }
}

/// <summary>What <c>project create --json</c> prints.</summary>
/// <param name="Network">Id of the network that describes its images.</param>
internal sealed record ProjectReport(long Id, string Name, string Network, IReadOnlyList<ProjectClassReport> Classes);

/// <param name="Key">The key that gives this label on the page; empty where there are more classes than keys.</param>
internal sealed record ProjectClassReport(long Id, string Name, string Key);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ProjectReport))]
internal sealed partial class ProjectJson : JsonSerializerContext;
