using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ActiveLabel.Core.People;

/// <summary>The secret part of a link that lets somebody in: 256 random bits, of which only a hash is kept.</summary>
public static class LinkToken
{
    private const int Bytes = 32;

    /// <summary>A new one: 43 letters, digits, hyphens and underscores.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 as capital hex digits. A token is random enough to need no salt.</summary>
    public static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Compares in a time that does not depend on where they differ.</summary>
    public static bool AreSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
