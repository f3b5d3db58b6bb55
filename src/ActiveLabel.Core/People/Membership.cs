namespace ActiveLabel.Core.People;

/// <summary>What somebody may do in a project. Each role may do what the one before it may.</summary>
public enum ProjectRole
{
    /// <summary>Labels, practises, reads the instructions.</summary>
    Labeler,

    /// <summary>Sees and changes everything in the project, and decides who is in it.</summary>
    Admin,
}

/// <summary>That a person belongs to a project.</summary>
public sealed class Membership
{
    private Membership() { }

    public long ProjectId { get; private set; }

    public long PersonId { get; private set; }

    public ProjectRole Role { get; private set; }

    public DateTimeOffset Since { get; private set; }

    /// <summary>When an admin let the person label without having passed practice; null where nobody did.</summary>
    public DateTimeOffset? PracticeWaivedAt { get; private set; }

    /// <summary>Id of the admin who did.</summary>
    public long? PracticeWaivedBy { get; private set; }

    public static Membership Create(long projectId, long personId, ProjectRole role, DateTimeOffset now) =>
        new() { ProjectId = projectId, PersonId = personId, Role = role, Since = now };

    public void Become(ProjectRole role) => Role = role;

    /// <summary>Lets the person label without having passed practice. The first waiver stands.</summary>
    public void WaivePractice(long byPersonId, DateTimeOffset now) =>
        (PracticeWaivedAt, PracticeWaivedBy) = (PracticeWaivedAt ?? now, PracticeWaivedBy ?? byPersonId);

    public void RequirePractice() => (PracticeWaivedAt, PracticeWaivedBy) = (null, null);
}
