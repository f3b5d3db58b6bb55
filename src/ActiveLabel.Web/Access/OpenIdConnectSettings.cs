using System.Net;

namespace ActiveLabel.Web.Access;

/// <summary>A server of the organisation that knows its people: the section <c>Access:OpenIdConnect</c>. Off without an authority.</summary>
public sealed class OpenIdConnectSettings
{
    private const string Section = $"{AccessSettings.Section}:OpenIdConnect";

    /// <summary>For example <c>https://id.example/realms/wood</c>; its discovery document lies below it.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Empty for a public client; the exchange is protected by PKCE in any case.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>What the button on the sign-in page calls it.</summary>
    public string DisplayName { get; set; } = "your organisation";

    /// <summary>The claim that an account is named after when it is made.</summary>
    public string NameClaim { get; set; } = "name";

    internal bool IsOn => Authority.Length > 0;

    internal IEnumerable<string> Problems()
    {
        if (!IsOn)
        {
            if (ClientId.Length > 0)
                yield return $"{Section}:Authority is missing, and ClientId is set.";
            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !IsLoopback(address)))
            yield return $"{Section}:Authority: '{Authority}' is no address that begins with https.";
        if (ClientId.Length == 0)
            yield return $"{Section}:ClientId is missing.";
        if (DisplayName.Length == 0)
            yield return $"{Section}:DisplayName is empty.";
        if (NameClaim.Length == 0)
            yield return $"{Section}:NameClaim is empty.";
    }

    // To try it out on one machine.
    internal static bool IsLoopback(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
