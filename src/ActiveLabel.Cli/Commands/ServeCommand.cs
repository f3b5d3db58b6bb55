using System.CommandLine;
using ActiveLabel.Core;
using ActiveLabel.Data;
using ActiveLabel.Vision;
using ActiveLabel.Web;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;

namespace ActiveLabel.Cli.Commands;

/// <summary>The server.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var command = new Command("serve", "Serve the pages.") { urls };
        command.SetAction(async (parsed, cancel) =>
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "activelabel" });
            builder.WebHost.UseUrls(parsed.GetRequiredValue(urls));
            // A published folder holds the pages' files; a built one only the list of where they lie.
            StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
            var folder = new DataFolder(Environment.GetEnvironmentVariable("ACTIVELABEL_DATA") ?? "data");
            builder.Services.AddVision(folder).AddData(folder).AddWeb(folder);
            var app = builder.Build();
            await app.Services.MigrateDatabaseAsync(cancel);
            app.MapWeb();
            await app.RunAsync(cancel);
            return 0;
        });
        return command;
    }
}
