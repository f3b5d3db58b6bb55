using ActiveLabel.Core.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ActiveLabel.Data.Changes;

/// <summary>
/// Writes down who changed what, with the change itself: whatever a context saves of projects, classes, people and gold
/// images gets its line in the log in the same transaction. Statements that change rows without loading them add theirs by
/// <see cref="ChangeNotes"/>.
/// </summary>
internal sealed class ChangeRecorder(TimeProvider time) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Record(eventData.Context!);
        return base.SavingChanges(eventData, result);
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Record(eventData.Context!);
        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    private void Record(DbContext context)
    {
        var lines = new List<Change>();
        foreach (var entry in context.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                lines.AddRange(ChangeDescriptions.Of(entry, Acting.Now, time.GetUtcNow()));
        }

        context.AddRange(lines);
    }
}

/// <summary>Lines of the log for what a store changes by a statement alone, within its transaction.</summary>
internal static class ChangeNotes
{
    /// <summary>Kept with the next <c>SaveChangesAsync</c> of the context.</summary>
    public static void Note(
        this DbContext context, TimeProvider time, long? projectId, ChangeKind kind, ChangeAct act, string? subject = null, object? before = null, object? after = null) =>
        context.Add(Change.By(Acting.Now, time.GetUtcNow(), projectId, kind, act, subject, ChangeJson.Of(before), ChangeJson.Of(after)));
}
