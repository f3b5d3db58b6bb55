using Microsoft.AspNetCore.Identity;

namespace ActiveLabel.Data.Accounts;

/// <summary>What somebody signs in with. The name and the labels belong to the person.</summary>
public sealed class Account : IdentityUser<long>
{
    public long PersonId { get; set; }

    /// <summary>Makes projects and networks, and is admin of every project.</summary>
    public bool IsServerAdmin { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    /// <summary>To the minute; null before the first time.</summary>
    public DateTimeOffset? LastSeenAt { get; set; }
}
