namespace ActiveLabel.Core.Changes;

/// <summary>What a change is about.</summary>
public enum ChangeKind
{
    /// <summary>How a project samples, trains, practises and asks.</summary>
    Settings,

    /// <summary>A project itself: that it was made, its name, its network.</summary>
    Project,

    Instructions,

    Classes,

    /// <summary>Who is in a project, and what they may.</summary>
    Members,

    Invitations,

    Accounts,

    /// <summary>Images whose class is certain.</summary>
    Gold,

    /// <summary>Labels that an admin corrected: the entries are in the log of labels, and named here.</summary>
    Labels,

    /// <summary>Images that went from one split into another, out of the project or back: the moves themselves are recorded one by one.</summary>
    Images,

    /// <summary>What was taken out of the program.</summary>
    Exports,
}

public enum ChangeAct
{
    Added,
    Changed,
    Removed,
}

/// <summary>One line of the append-only log of who changed what. Never changed, never deleted; it holds no password and no link.</summary>
/// <param name="Id">Grows with every line, so that a clock that is turned back changes no order.</param>
/// <param name="ProjectId">Null for what concerns the whole server.</param>
/// <param name="ActorName">As it was then.</param>
/// <param name="Subject">The name of what was changed, as it was then: a class, an account; null where the kind says it all.</param>
/// <param name="Before">What was changed as it was, a JSON object; null for what was added.</param>
/// <param name="After">The same as it is from then on; null for what was removed.</param>
public sealed record Change(
    long Id, long? ProjectId, DateTimeOffset At, ActorKind Actor, long? ActorPersonId, string ActorName, ChangeKind Kind, ChangeAct Act, string? Subject,
    string? Before, string? After)
{
    public static Change By(
        Actor actor, DateTimeOffset at, long? projectId, ChangeKind kind, ChangeAct act, string? subject = null, string? before = null, string? after = null) =>
        new(0, projectId, at, actor.Kind, actor.PersonId, actor.Name, kind, act, subject, before, after);
}

/// <summary>Some lines of the log.</summary>
/// <param name="ActorName">Only those of the person, or whoever else, of that name.</param>
public sealed record ChangeFilter(ChangeKind? Kind = null, string? ActorName = null);

/// <summary>Reads the log of changes, and keeps what no other store writes down with what it changes.</summary>
public interface IChangeLog
{
    /// <summary>Newest first.</summary>
    /// <param name="projectId">Null for what concerns the whole server.</param>
    /// <param name="before">Only lines before that one; null for the newest.</param>
    Task<IReadOnlyList<Change>> PageAsync(long? projectId, ChangeFilter filter, long? before, int most, CancellationToken cancel);

    /// <summary>Oldest first, after a line, for whoever writes all of it out.</summary>
    Task<IReadOnlyList<Change>> AfterAsync(long? projectId, long after, int most, CancellationToken cancel);

    /// <summary>Names of all who changed something in the project, in their order.</summary>
    Task<IReadOnlyList<string>> ActorsAsync(long? projectId, CancellationToken cancel);

    /// <summary>For changes that no store knows of, as an export. In the name of whoever acts now.</summary>
    Task AddAsync(long? projectId, ChangeKind kind, ChangeAct act, string? subject, string? before, string? after, CancellationToken cancel);
}
