using ActiveLabel.Core;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Images;
using ActiveLabel.Web.Features.Images.Gallery;
using ActiveLabel.Web.Features.Images.History;
using ActiveLabel.Web.Features.Instructions;
using ActiveLabel.Web.Features.Label;
using ActiveLabel.Web.Features.Map;
using ActiveLabel.Web.Features.Networks;
using ActiveLabel.Web.Features.People;
using ActiveLabel.Web.Features.Projects;
using ActiveLabel.Web.Features.Projects.Demo;
using ActiveLabel.Web.Features.Review;
using ActiveLabel.Web.Features.Review.Plots;
using ActiveLabel.Web.Features.Review.Suspects;
using ActiveLabel.Web.Features.Rounds;
using ActiveLabel.Web.Features.Settings.Classes;
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
    /// <param name="beyondLoopback">Whether other machines can reach the server: then people have to sign in.</param>
    public static IServiceCollection AddWeb(this IServiceCollection services, DataFolder folder, bool beyondLoopback = false)
    {
        services.AddSingleton(new Reach(beyondLoopback)).AddSignIn();
        services.AddRazorComponents().AddInteractiveServerComponents()
            // Instructions of the greatest length come as one message.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 256 * 1024);
        services.AddMudServices();
        services.AddDataProtection().SetApplicationName("activelabel").PersistKeysToFileSystem(Directory.CreateDirectory(folder.Keys));
        services.AddSingleton<ImagePictures>().AddSingleton<ProjectGlances>().AddSingleton<ClassExamples>().AddSingleton<PictureDesk>();
        services.AddIntake();
        services.AddDemo(Path.Combine(AppContext.BaseDirectory, "seed-images"));
        services.AddRounds();
        services.AddNetworks();
        services.AddMap();
        services.AddLabelling();
        services.AddSingleton<LabelCorrection>().AddSingleton<ClassesDesk>().AddSingleton<SuspectSearches>().AddSingleton<SuspectDesk>();
        services.AddPeopleWork();
        services.AddSingleton<GalleryReader>().AddSingleton<GalleryBook>().AddSingleton<BulkDesk>().AddSingleton<ImageDesk>().AddSingleton<SplitMover>();
        return services;
    }

    public static WebApplication MapWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler("/error");
        app.UseMiddleware<ResponseHeaders>();
        app.UseMiddleware<LocalVisitorsOnly>();
        app.UseMiddleware<SameOriginOnly>();
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseMiddleware<PlainApiErrors>();
        app.UseAccess();
        app.UseAntiforgery();
        app.MapStaticAssets().Add(asset => asset.Metadata.Add(new OpenToAttribute(Audience.Anyone)));
        app.MapSignInAndOut();
        app.MapImages();
        app.MapUploads();
        app.MapLabelling();
        app.MapInstructionPictures();
        app.MapReviewPlots();
        app.MapMapEndpoints();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
        return app;
    }
}
