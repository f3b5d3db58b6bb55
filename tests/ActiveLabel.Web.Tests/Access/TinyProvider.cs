using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ActiveLabel.Web.Tests.Access;

/// <summary>As much of an OpenID Connect server as a code flow with PKCE needs, in this process. Whoever comes is <see cref="Subject"/>.</summary>
internal sealed class TinyProvider : IAsyncDisposable
{
    public const string Issuer = "https://id.example", ClientId = "activelabel", Secret = "a secret of two servers";

    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> _codes = [];
    private readonly RSA _key = RSA.Create(2048);
    private readonly WebApplication _app;

    private TinyProvider(WebApplication app) => _app = app;

    public string Subject { get; set; } = "0001";

    public string Name { get; set; } = "Lea";

    /// <summary>What it signs tokens with; another than it publishes where it is not the one it claims to be.</summary>
    public RSA? ForeignKey { get; set; }

    public static async Task<TinyProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        var provider = new TinyProvider(builder.Build());
        provider._app.MapGet("/.well-known/openid-configuration", () => Results.Text(
            $$"""{"issuer":"{{Issuer}}","authorization_endpoint":"{{Issuer}}/authorize","token_endpoint":"{{Issuer}}/token","jwks_uri":"{{Issuer}}/jwks"}""", "application/json"));
        provider._app.MapGet("/jwks", provider.Keys);
        provider._app.MapGet("/authorize", provider.Authorize);
        provider._app.MapPost("/token", provider.TokenAsync);
        await provider._app.StartAsync();
        return provider;
    }

    public HttpMessageHandler Handler() => _app.GetTestServer().CreateHandler();

    /// <summary>The person's browser goes there, is known, and is sent back.</summary>
    public async Task<string> VisitAsync(string address)
    {
        using var client = new HttpClient(Handler());
        return (await client.GetAsync(new Uri(address))).Headers.Location!.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private IResult Keys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return Results.Text(
            $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"1","n":"{{Base64UrlEncoder.Encode(key.Modulus)}}","e":"{{Base64UrlEncoder.Encode(key.Exponent)}}"}]}""", "application/json");
    }

    private IResult Authorize(HttpRequest request)
    {
        if (request.Query["response_type"] != "code" || request.Query["client_id"] != ClientId || request.Query["code_challenge_method"] != "S256")
            return Results.BadRequest();

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (request.Query["nonce"].ToString(), request.Query["code_challenge"].ToString());
        return Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(request.Query["state"].ToString())}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var given) || form["client_secret"] != Secret
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != given.Challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = ClientId,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = Subject, ["name"] = Name, ["nonce"] = given.Nonce },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(ForeignKey ?? _key) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new { access_token = "nothing", token_type = "Bearer", id_token = token });
    }
}
