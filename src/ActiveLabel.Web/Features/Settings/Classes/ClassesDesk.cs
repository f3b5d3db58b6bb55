using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Features.Practice;

namespace ActiveLabel.Web.Features.Settings.Classes;

/// <summary>Changes classes for an admin: foretells, does it, and lets everything know that keeps something of classes at hand.</summary>
internal sealed class ClassesDesk(IClassChanges changes, IPersonStore people, PracticeShelf shelves, IRoundTrigger trigger, TimeProvider time)
{
    /// <inheritdoc cref="IClassChanges.ForecastAsync" path="/exception"/>
    public Task<ClassForecast> ForecastAsync(long projectId, ClassWish wish) => Task.Run(() => changes.ForecastAsync(projectId, wish, CancellationToken.None));

    /// <param name="stamp">Of the classes as the page shows them.</param>
    /// <inheritdoc cref="IClassChanges.MakeAsync" path="/exception"/>
    public async Task<ClassChange> MakeAsync(long projectId, long personId, ClassWish wish, string stamp)
    {
        var made = await changes.MakeAsync(projectId, wish, new ClassAuthor(personId, time.GetUtcNow()), stamp, CancellationToken.None);
        shelves.Forget(projectId);
        trigger.LabelAppended(projectId);
        return made;
    }

    /// <inheritdoc cref="IClassChanges.FaceAsync"/>
    public Task<Project> FaceAsync(long projectId, long personId, IReadOnlyList<ClassFace> faces, string? added, string stamp) =>
        changes.FaceAsync(projectId, faces, added, new ClassAuthor(personId, time.GetUtcNow()), stamp, CancellationToken.None);

    /// <summary>What became of the classes, newest first, and how many images still wait to be looked at again.</summary>
    public async Task<ClassRecord> ReadAsync(long projectId)
    {
        var history = await changes.ListAsync(projectId, CancellationToken.None);
        if (history.Entries.Count == 0)
            return new ClassRecord([], 0);

        var names = await people.ListAsync(CancellationToken.None);
        var undos = history.Entries.Where(c => c.Undoes is not null).ToDictionary(c => c.Undoes!.Value);
        string NameOf(ClassChange change) => names.TryGetValue(change.PersonId, out var person) ? person.Name : "somebody";
        return new ClassRecord(
            [
                .. history.Entries.Where(c => c.Kind != ClassChangeKind.Undo).Reverse().Select(c => new RecordedChange(
                    c, NameOf(c), undos.GetValueOrDefault(c.Sequence) is { } undo ? (undo.At, NameOf(undo)) : null, history.BuiltOn(c))),
            ],
            await changes.CountAgainAsync(projectId, CancellationToken.None));
    }
}

/// <param name="Changes">Newest first.</param>
/// <param name="Again">Images that wait to be looked at again.</param>
public sealed record ClassRecord(IReadOnlyList<RecordedChange> Changes, int Again);

/// <param name="Undone">When and by whom it was taken back; null while it holds.</param>
/// <param name="BuiltOn">What has to be undone before it; null where nothing has.</param>
public sealed record RecordedChange(ClassChange Change, string By, (DateTimeOffset At, string By)? Undone, ClassChange? BuiltOn);
