using ActiveLabel.Core.Changes;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Data.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ActiveLabel.Data.Changes;

/// <summary>What the log says of a row that is about to be saved. Only what is named here is written down: no hash of a password, no token.</summary>
internal static class ChangeDescriptions
{
    /// <summary>Columns of a class that say nothing to anybody.</summary>
    private static readonly string[] ClassKeysOnly = [nameof(ProjectClass.Id), nameof(ProjectClass.ProjectId), .. FromTheRecord];

    /// <summary>What follows from the record of class changes, which has a line of its own.</summary>
    private static string[] FromTheRecord => [nameof(ProjectClass.IsGone), nameof(ProjectClass.MergedInto), nameof(ProjectClass.AgainUpTo)];

    public static IEnumerable<Change> Of(EntityEntry entry, Actor actor, DateTimeOffset at) => entry.Entity switch
    {
        Project project when entry.State == EntityState.Modified => OfProject(entry, project, actor, at),
        ProjectClass choice when !entry.Property(nameof(ProjectClass.ProjectId)).IsTemporary && choice.ProjectId > 0 => OfClass(entry, choice, actor, at),
        ClassChange change when entry.State == EntityState.Added && change.Kind != ClassChangeKind.Rename =>
        [
            Change.By(actor, at, change.ProjectId, ChangeKind.Classes, ChangeAct.Changed, change.ClassName, after: ChangeJson.Of(new Dictionary<string, object?> { ["Became"] = ClassWords.Of(change) })),
        ],
        Membership member => OfMember(entry, member, actor, at),
        Invitation invitation when entry.State == EntityState.Added =>
        [
            Change.By(actor, at, invitation.ProjectId, ChangeKind.Invitations, ChangeAct.Added, after: ChangeJson.Of(new Dictionary<string, object?>
            {
                ["Role"] = invitation.Role, ["Uses"] = invitation.Uses, ["ExpiresAt"] = invitation.ExpiresAt,
            })),
        ],
        Account account => OfAccount(entry, account, actor, at),
        _ => [],
    };

    private static IEnumerable<Change> OfProject(EntityEntry entry, Project project, Actor actor, DateTimeOffset at)
    {
        var policy = entry.Property(nameof(Project.Policy));
        if (policy.IsModified)
        {
            var (was, becomes) = ChangeJson.Differences((ProjectPolicy)policy.OriginalValue!, project.Policy);
            if (was.Count > 0)
                yield return Change.By(actor, at, project.Id, ChangeKind.Settings, ChangeAct.Changed, null, ChangeJson.Of(was), ChangeJson.Of(becomes));
        }

        var instructions = entry.Property(nameof(Project.Instructions));
        if (instructions.IsModified)
        {
            yield return Change.By(actor, at, project.Id, ChangeKind.Instructions, ChangeAct.Changed, null, Text(instructions.OriginalValue), Text(instructions.CurrentValue));
            static string Text(object? value) => ChangeJson.Of(new Dictionary<string, object?> { ["Length"] = ((string)value!).Length, ["Text"] = value });
        }

        var (before, after) = Modified(entry, [nameof(Project.Name), nameof(Project.Network)]);
        if (before.Count > 0)
            yield return Change.By(actor, at, project.Id, ChangeKind.Project, ChangeAct.Changed, project.Name, ChangeJson.Of(before), ChangeJson.Of(after));
    }

    private static IEnumerable<Change> OfClass(EntityEntry entry, ProjectClass choice, Actor actor, DateTimeOffset at)
    {
        string[] columns = [.. entry.Properties.Select(p => p.Metadata.Name).Except(ClassKeysOnly)];
        switch (entry.State)
        {
            case EntityState.Added:
                yield return Change.By(actor, at, choice.ProjectId, ChangeKind.Classes, ChangeAct.Added, choice.Name, after: ChangeJson.Of(Whole(entry, columns, now: true)));
                break;
            case EntityState.Deleted:
                yield return Change.By(actor, at, choice.ProjectId, ChangeKind.Classes, ChangeAct.Removed, choice.Name, ChangeJson.Of(Whole(entry, columns, now: false)));
                break;
            default:
                var (before, after) = Modified(entry, columns);
                if (before.Count > 0)
                {
                    var then = (string)entry.Property(nameof(ProjectClass.Name)).OriginalValue!;
                    yield return Change.By(actor, at, choice.ProjectId, ChangeKind.Classes, ChangeAct.Changed, then, ChangeJson.Of(before), ChangeJson.Of(after));
                }

                break;
        }
    }

    private static IEnumerable<Change> OfMember(EntityEntry entry, Membership member, Actor actor, DateTimeOffset at)
    {
        if (entry.State == EntityState.Added)
        {
            var joined = new Dictionary<string, object?> { ["Person"] = member.PersonId, ["Role"] = member.Role };
            yield return Change.By(actor, at, member.ProjectId, ChangeKind.Members, ChangeAct.Added, after: ChangeJson.Of(joined));
        }
        else if (entry.State == EntityState.Modified)
        {
            var (before, after) = Modified(entry, [nameof(Membership.Role), nameof(Membership.PracticeWaivedAt)]);
            if (before.Count == 0)
                yield break;

            (before["Person"], after["Person"]) = (member.PersonId, member.PersonId);
            yield return Change.By(actor, at, member.ProjectId, ChangeKind.Members, ChangeAct.Changed, null, ChangeJson.Of(before), ChangeJson.Of(after));
        }
    }

    private static IEnumerable<Change> OfAccount(EntityEntry entry, Account account, Actor actor, DateTimeOffset at)
    {
        var facts = new Dictionary<string, object?> { [nameof(Account.IsServerAdmin)] = account.IsServerAdmin };
        switch (entry.State)
        {
            case EntityState.Added:
                yield return Change.By(actor, at, null, ChangeKind.Accounts, ChangeAct.Added, account.UserName, after: ChangeJson.Of(facts));
                break;
            case EntityState.Deleted:
                yield return Change.By(actor, at, null, ChangeKind.Accounts, ChangeAct.Removed, account.UserName, ChangeJson.Of(facts));
                break;
            default:
                var (before, after) = Modified(entry, [nameof(Account.IsServerAdmin)]);
                if (before.Count > 0)
                    yield return Change.By(actor, at, null, ChangeKind.Accounts, ChangeAct.Changed, account.UserName, ChangeJson.Of(before), ChangeJson.Of(after));
                // Not on sign-in, when the framework may only hash the same password anew; and once, though it takes the old one away first.
                if (account.PasswordHash is not null && Differs(nameof(Account.PasswordHash)) && Differs(nameof(Account.SecurityStamp)))
                {
                    yield return Change.By(
                        actor, at, null, ChangeKind.Accounts, ChangeAct.Changed, account.UserName, after: ChangeJson.Of(new Dictionary<string, object?> { ["Password"] = "set" }));
                }

                break;
        }

        bool Differs(string column) => !Equals(entry.Property(column).OriginalValue, entry.Property(column).CurrentValue);
    }

    private static (Dictionary<string, object?> Before, Dictionary<string, object?> After) Modified(EntityEntry entry, IEnumerable<string> columns)
    {
        var (before, after) = (new Dictionary<string, object?>(), new Dictionary<string, object?>());
        foreach (var column in columns.Select(entry.Property).Where(p => p.IsModified && !Equals(p.OriginalValue, p.CurrentValue)))
            (before[column.Metadata.Name], after[column.Metadata.Name]) = (column.OriginalValue, column.CurrentValue);
        return (before, after);
    }

    private static Dictionary<string, object?> Whole(EntityEntry entry, IEnumerable<string> columns, bool now) =>
        columns.Select(entry.Property).ToDictionary(p => p.Metadata.Name, p => now ? p.CurrentValue : p.OriginalValue);
}
