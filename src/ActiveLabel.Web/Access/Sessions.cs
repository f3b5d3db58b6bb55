using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using ActiveLabel.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace ActiveLabel.Web.Access;

/// <summary>What a browser keeps of who has signed in: a protected cookie that scripts cannot read.</summary>
internal sealed class Sessions
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    private const string Stamp = "stamp", Number = "session";

    // Until the program stops. The cookie is taken from the browser; this is for its other tabs, and for a copy of it.
    private readonly ConcurrentDictionary<string, byte> _ended = [];

    public Task BeginAsync(HttpContext http, AccountFacts account) =>
        http.SignInAsync(Scheme, New(account), new AuthenticationProperties { IsPersistent = true });

    /// <summary>What the cookie of a new session says.</summary>
    public static ClaimsPrincipal New(AccountFacts account) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(Stamp, account.Stamp),
            new Claim(Number, LinkToken.New()),
        ],
        Scheme));

    public Task EndAsync(HttpContext http)
    {
        if (http.User.FindFirstValue(Number) is { } number)
            _ended.TryAdd(number, 0);
        return http.SignOutAsync(Scheme);
    }

    /// <returns>Null for a stranger.</returns>
    public (long AccountId, string Stamp)? Read(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id)
        && user.FindFirstValue(Stamp) is { } stamp
        && user.FindFirstValue(Number) is { } number && !_ended.ContainsKey(number)
            ? (id, stamp)
            : null;
}
