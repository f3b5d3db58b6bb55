using System.Net;
using ActiveLabel.Web.Features.People;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ActiveLabel.Web.Access;

/// <summary>Who is asking and what they may: for the endpoints alone, and for the whole server with its sign-in pages.</summary>
internal static class AccessRegistration
{
    private static readonly TimeSpan SignedInFor = TimeSpan.FromDays(14);

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        // Bound twice, a list would have each entry twice.
        if (services.Any(s => s.ServiceType == typeof(Doorkeeper)))
            return services;

        services.TryAddSingleton(new Reach(BeyondLoopback: false));
        services.TryAddSingleton<AccessMode>();
        services.TryAddSingleton<Sessions>();
        services.TryAddSingleton<Doorkeeper>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccessSettings>, AccessSettingsValidator>());
        services.AddOptions<AccessSettings>().BindConfiguration(AccessSettings.Section).ValidateOnStart();
        return services;
    }

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddAccess();
        services.AddSingleton<SetupToken>().AddSingleton<Welcome>().AddSingleton<PeopleDesk>();
        services.AddHttpContextAccessor();
        services.AddScoped<CircuitHandler, ActingInCircuits>();
        services.AddOpenIdConnect();
        services.AddRateLimiter(SignInLimits.Configure);
        services.AddAuthentication(Sessions.Scheme).AddCookie(Sessions.Scheme, Configure);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<AccessSettings>>((options, access) => Believe(options, access.Value));
        return services;
    }

    /// <summary>After the exception handler and before anything that gives something out.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.AddOpenIdConnectScheme();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<AccessGate>();
    }

    public static void MapSignInAndOut(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignInAddress.Other, OpenIdConnectSignIn.Challenge).WithMetadata(new OpenToAttribute(Audience.Anyone));
        routes.MapPost(SignInAddress.Out, async (HttpContext http, Sessions sessions) =>
            {
                await sessions.EndAsync(http);
                return Results.LocalRedirect(SignInAddress.Page);
            })
            .WithMetadata(new OpenToAttribute(Audience.Anyone));
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "activelabel";
        options.Cookie.HttpOnly = true;
        // Lax: whoever follows an invitation from a letter is still signed in when they arrive.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SignedInFor;
        options.SlidingExpiration = true;
    }

    private static void Believe(ForwardedHeadersOptions options, AccessSettings access)
    {
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        if (access.KnownProxies.Count == 0)
            return;

        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (var proxy in access.KnownProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
                options.KnownIPNetworks.Add(network);
        }
    }
}
