using System.CommandLine;
using ActiveLabel.Core;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data;
using ActiveLabel.Web;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Projects.Demo;
using ActiveLabel.Web.Intake;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.Options;

namespace ActiveLabel.Cli.Commands;

/// <summary>The server.</summary>
internal static class ServeCommand
{
    public static Command Create(Func<ParseResult, DataFolder> folder)
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var demo = new Option<bool>("--demo") { Description = "Make the demo project of drawn wood knots if there is none." };
        var command = new Command("serve", "Serve the pages.") { urls, demo };
        command.SetAction((parsed, cancel) => RunAsync(folder(parsed), parsed.GetRequiredValue(urls), parsed.GetValue(demo), cancel));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, string urls, bool demo, CancellationToken cancel)
    {
        var beyondLoopback = ListeningAddresses.ReachBeyondLoopback(urls);
        using var held = ServerLock.TryTake(folder)
            ?? throw new WrongUseException($"Another server runs on the data folder {folder.Root}: stop it, or name another folder with --data.");

        // The pages and settings lie beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(urls);
        // A published folder holds the pages' files; a built one only the list of where they lie.
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.Services.AddActiveLabel(folder).AddWeb(folder, beyondLoopback);
        await using var app = builder.Build();
        await app.Services.MigrateDatabaseAsync(cancel);
        CheckSettings(app.Services);
        app.MapWeb();
        if (demo)
            await PrepareDemoAsync(app.Services, cancel);
        await app.StartAsync(cancel);
        await Console.Error.WriteLineAsync($"ActiveLabel serves {string.Join(" and ", app.Urls)} from {folder.Root}. Stop it with Ctrl+C.");
        foreach (var line in await app.Services.GetRequiredService<Welcome>().LinesAsync([.. app.Urls], cancel))
            await Console.Error.WriteLineAsync(line);
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    /// <exception cref="WrongUseException">appsettings.json or the environment sets what cannot be; each is named.</exception>
    private static void CheckSettings(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        // The second is a text where a number belongs.
        catch (Exception wrong) when (wrong is OptionsValidationException or InvalidOperationException)
        {
            throw new WrongUseException($"appsettings.json cannot be used. {wrong.Message}", wrong);
        }
    }

    private static async Task PrepareDemoAsync(IServiceProvider services, CancellationToken cancel)
    {
        var project = await services.EnsureDemoProjectAsync(progress: null, cancel);
        if (await IsFeaturizedAsync(services, project, cancel))
            return;

        try
        {
            await FeaturizeCommand.RunAsync(services, project, services.GetRequiredService<IOptions<FeaturizationSettings>>().Value.Options, cancel);
        }
        catch (WrongUseException missing)
        {
            // Without a network there are no rounds, but one can look round, practise and label; the pages say it too.
            await Console.Error.WriteLineAsync(missing.Message);
        }
    }

    private static async Task<bool> IsFeaturizedAsync(IServiceProvider services, Project project, CancellationToken cancel)
    {
        var featurizer = services.GetRequiredService<IFeaturizerCatalogue>().Find(project.Network);
        return featurizer is not null
            && (await services.GetRequiredService<IImageStore>().ListWithoutVectorAsync(project.Id, featurizer.Id, cancel)).Count == 0;
    }
}
