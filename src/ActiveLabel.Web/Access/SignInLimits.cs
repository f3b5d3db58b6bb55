using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace ActiveLabel.Web.Access;

/// <summary>How often one address may try to get in. Behind a proxy that is not known, all people share its address.</summary>
internal static class SignInLimits
{
    public const int TriesAMinute = 20;

    private const int LooksAMinute = 120;

    private static readonly PathString[] Doors = [SignInAddress.Page, SignInAddress.Setup, SignInAddress.Invitation, SignInAddress.Reset];

    public static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(PartitionOf);
        options.OnRejected = async (rejected, cancel) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "60";
            await rejected.HttpContext.Response.WriteAsync("Too many tries from your address. Wait a minute, then try again.\n", cancel);
        };
    }

    /// <summary>One household or office: whoever has an IPv6 address has 2^64 of them.</summary>
    internal static string PlaceOf(IPAddress? address) => address switch
    {
        null => "here",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    private static RateLimitPartition<string> PartitionOf(HttpContext http)
    {
        if (!Doors.Any(door => http.Request.Path.StartsWithSegments(door)))
            return RateLimitPartition.GetNoLimiter("");

        var tries = HttpMethods.IsPost(http.Request.Method);
        var limit = tries ? TriesAMinute : LooksAMinute;
        return RateLimitPartition.GetFixedWindowLimiter(
            $"{(tries ? "try" : "look")} {PlaceOf(http.Connection.RemoteIpAddress)}",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });
    }
}
