using Microsoft.Extensions.Options;

namespace ActiveLabel.Web.Access;

/// <summary>Who may reach the server and how they show who they are: the section <c>Access</c> of appsettings.json.</summary>
public sealed class AccessSettings
{
    public const string Section = "Access";

    /// <summary>
    /// Whether everybody has to sign in. They have to in any case where the server listens beyond loopback, and as soon
    /// as there is an account.
    /// </summary>
    public bool Accounts { get; set; }

    /// <summary>Addresses (10.0.0.2) or networks (10.0.0.0/8) of proxies whose X-Forwarded headers are believed; nobody else's are.</summary>
    public IList<string> KnownProxies { get; set; } = [];

    public OpenIdConnectSettings OpenIdConnect { get; set; } = new();
}

/// <summary>Names every setting that cannot be, at the start of the server.</summary>
internal sealed class AccessSettingsValidator : IValidateOptions<AccessSettings>
{
    public ValidateOptionsResult Validate(string? name, AccessSettings options)
    {
        var problems = options.KnownProxies.Where(proxy => !System.Net.IPNetwork.TryParse(proxy, out _) && !System.Net.IPAddress.TryParse(proxy, out _))
            .Select(proxy => $"{AccessSettings.Section}:KnownProxies: '{proxy}' is neither an address such as 10.0.0.2 nor a network such as 10.0.0.0/8.")
            .Concat(options.OpenIdConnect.Problems())
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
