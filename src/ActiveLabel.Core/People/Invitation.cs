namespace ActiveLabel.Core.People;

/// <summary>A link that makes whoever follows it a member of a project. Only a hash of its token is kept.</summary>
public sealed class Invitation
{
    private Invitation() { }

    public long Id { get; private set; }

    public long ProjectId { get; private set; }

    public ProjectRole Role { get; private set; }

    /// <summary>SHA-256 of the token, as capital hex digits.</summary>
    public string TokenHash { get; private set; } = "";

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Id of the person who made it.</summary>
    public long MadeBy { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>How many people may follow it in all.</summary>
    public int Uses { get; private set; }

    public int UsesLeft { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public static Invitation Create(
        long projectId, ProjectRole role, string tokenHash, int uses, TimeSpan lifetime, long madeBy, DateTimeOffset now)
    {
        if (uses is < 1 or > MostUses)
            throw new WrongUseException($"An invitation is for 1 to {MostUses} people, not for {uses}.");
        if (lifetime <= TimeSpan.Zero || lifetime > LongestLife)
            throw new WrongUseException($"An invitation holds for at most {LongestLife.TotalDays:0} days.");

        return new Invitation
        {
            ProjectId = projectId,
            Role = role,
            TokenHash = tokenHash,
            MadeAt = now,
            MadeBy = madeBy,
            ExpiresAt = now + lifetime,
            Uses = uses,
            UsesLeft = uses,
        };
    }

    public const int MostUses = 1000;

    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(365);

    public InvitationState StateAt(DateTimeOffset now) =>
        WithdrawnAt is not null ? InvitationState.Withdrawn
        : UsesLeft <= 0 ? InvitationState.UsedUp
        : ExpiresAt <= now ? InvitationState.Expired
        : InvitationState.Open;
}

public enum InvitationState
{
    Open,
    Expired,
    UsedUp,
    Withdrawn,
}
