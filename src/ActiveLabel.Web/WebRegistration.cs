using ActiveLabel.Core;
using ActiveLabel.Web.Features.Images;
using ActiveLabel.Web.Features.Instructions;
using ActiveLabel.Web.Features.Label;
using ActiveLabel.Web.Features.Networks;
using ActiveLabel.Web.Features.Projects;
using ActiveLabel.Web.Features.Projects.Demo;
using ActiveLabel.Web.Features.Review;
using ActiveLabel.Web.Features.Rounds;
using ActiveLabel.Web.Http;
using ActiveLabel.Web.Intake;
using ActiveLabel.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace ActiveLabel.Web;

/// <summary>The pages, the HTTP endpoints and the background work of the server.</summary>
public static class WebRegistration
{
    public static IServiceCollection AddWeb(this IServiceCollection services, DataFolder folder)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddDataProtection().SetApplicationName("activelabel").PersistKeysToFileSystem(Directory.CreateDirectory(folder.Keys));
        services.AddSingleton<ImagePictures>().AddSingleton<ProjectGlances>().AddSingleton<ClassExamples>();
        services.AddIntake();
        services.AddDemo(Path.Combine(AppContext.BaseDirectory, "seed-images"));
        services.AddRounds();
        services.AddNetworks();
        services.AddLabelling();
        services.AddSingleton<LabelCorrection>();
        return services;
    }

    public static WebApplication MapWeb(this WebApplication app)
    {
        app.UseExceptionHandler("/error");
        app.UseMiddleware<ResponseHeaders>();
        app.UseMiddleware<LocalVisitorsOnly>();
        app.UseMiddleware<SameOriginOnly>();
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseMiddleware<PlainApiErrors>();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapImages();
        app.MapUploads();
        app.MapLabelling();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
        return app;
    }
}
