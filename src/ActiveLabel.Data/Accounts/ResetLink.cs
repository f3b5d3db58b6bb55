namespace ActiveLabel.Data.Accounts;

/// <summary>A link with which one person chooses a new password, once. Only a hash of its token is kept.</summary>
internal sealed class ResetLink
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>SHA-256 of the token, as capital hex digits.</summary>
    public string TokenHash { get; set; } = "";

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}
