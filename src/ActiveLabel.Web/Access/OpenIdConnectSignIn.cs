using ActiveLabel.Core;
using ActiveLabel.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ActiveLabel.Web.Access;

/// <summary>
/// Signing in by way of another server. It only says who somebody is, by issuer and subject; what they may do is decided
/// here, by invitation: a new account may do nothing.
/// </summary>
internal static partial class OpenIdConnectSignIn
{
    public const string Scheme = "oidc";

    private const int MostNamesakes = 1000;

    public static IServiceCollection AddOpenIdConnect(this IServiceCollection services)
    {
        services.AddTransient<OpenIdConnectHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<AccessSettings>>((options, access) => Configure(options, access.Value.OpenIdConnect));
        return services;
    }

    /// <summary>Known to the framework only where it is configured: a scheme is asked at every request.</summary>
    public static void AddOpenIdConnectScheme(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<AccessSettings>>().Value.OpenIdConnect is { IsOn: true } on)
            app.Services.GetRequiredService<IAuthenticationSchemeProvider>().AddScheme(new AuthenticationScheme(Scheme, on.DisplayName, typeof(OpenIdConnectHandler)));
    }

    public static IResult Challenge(string? to, IOptions<AccessSettings> settings) =>
        settings.Value.OpenIdConnect.IsOn
            ? Results.Challenge(new AuthenticationProperties { RedirectUri = SignInAddress.Local(to) }, [Scheme])
            : Results.Redirect(SignInAddress.Page);

    private static void Configure(OpenIdConnectOptions options, OpenIdConnectSettings settings)
    {
        options.Authority = settings.Authority;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret.Length == 0 ? null : settings.ClientSecret;
        options.RequireHttpsMetadata = Uri.TryCreate(settings.Authority, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
        options.SignInScheme = Sessions.Scheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // Back by GET: a POST from another site is refused here, and its cookies would need TLS.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.CallbackPath = SignInAddress.Callback;
        options.RemoteSignOutPath = default;
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        options.Events.OnTokenValidated = context => EnterAsync(context, settings);
        options.Events.OnRemoteFailure = Refuse;
    }

    private static async Task EnterAsync(TokenValidatedContext context, OpenIdConnectSettings settings)
    {
        if (context.Principal?.FindFirst("sub") is not { Value.Length: > 0 } subject)
        {
            context.Fail("The other server did not say who signed in (no claim 'sub').");
            return;
        }

        var services = context.HttpContext.RequestServices;
        var accounts = services.GetRequiredService<IAccountStore>();
        var cancel = context.HttpContext.RequestAborted;
        // Issuer and subject as the signed token has them; a name may change hands.
        var login = new ExternalLogin(subject.Issuer, subject.Value);
        try
        {
            var account = await accounts.FindAsync(login, cancel)
                ?? await AddAsync(accounts, login, context.Principal.FindFirst(settings.NameClaim)?.Value ?? subject.Value, cancel);
            services.GetRequiredService<Doorkeeper>().Forget();
            context.Principal = Sessions.New(account);
            context.Properties!.IsPersistent = true;
        }
        catch (WrongUseException refused)
        {
            context.Fail(refused.Message);
        }
    }

    /// <summary>Who has the name of somebody else gets a number behind it.</summary>
    private static async Task<AccountFacts> AddAsync(IAccountStore accounts, ExternalLogin login, string wanted, CancellationToken cancel)
    {
        var visible = string.Concat(wanted.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)).Trim();
        var name = visible.Length == 0 ? "Somebody" : visible[..Math.Min(visible.Length, PasswordRules.LongestName - 6)].Trim();
        var free = name;
        for (var number = 2; await accounts.FindAsync(free, cancel) is not null && number < MostNamesakes; number++)
            free = $"{name} {number}";
        return await accounts.AddAsync(new NewAccount(free, Password: null, Login: login), cancel);
    }

    private static Task Refuse(RemoteFailureContext context)
    {
        var logger = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenIdConnectSignIn));
        LogRefused(logger, context.Failure?.Message ?? "no reason given");
        context.Response.Redirect($"{SignInAddress.Page}?failed=1");
        context.HandleResponse();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing in by way of the other server did not work: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
