using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Access;

namespace ActiveLabel.Web.Features.Similar;

/// <summary>
/// Gives some images one label, and takes it back: more lines in the log, and the next round knows them. All are written or
/// none, so that whoever asks knows what to take back.
/// </summary>
internal sealed class SelectionLabels(ILabelLog log, IRoundTrigger trigger, TimeProvider time)
{
    /// <param name="classId">Null for a poor example.</param>
    /// <returns>What was appended, for <see cref="TakeBackAsync"/>.</returns>
    public async Task<IReadOnlyList<LabelEntry>> AppendAsync(Visitor visitor, Project project, IReadOnlyCollection<long> imageIds, long? classId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        LabelEntry[] entries =
        [
            .. imageIds.Distinct().Select(id => new LabelEntry(
                Guid.CreateVersion7(now), project.Id, id, visitor.PersonId, classId is null ? LabelKind.PoorExample : LabelKind.Class, classId, now, LabelSource.Review)),
        ];
        await WriteAsync(project, entries, cancel);
        return entries;
    }

    public Task TakeBackAsync(Visitor visitor, Project project, IReadOnlyList<(Guid Id, long ImageId)> labels, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return WriteAsync(
            project,
            [
                .. labels.Select(l => new LabelEntry(
                    Guid.CreateVersion7(now), project.Id, l.ImageId, visitor.PersonId, LabelKind.Withdrawal, ClassId: null, now, LabelSource.Review, Withdraws: l.Id)),
            ],
            cancel);
    }

    private async Task WriteAsync(Project project, LabelEntry[] entries, CancellationToken cancel)
    {
        if (entries.Length == 0)
            return;

        await log.AppendAsync(entries, cancel);
        trigger.LabelAppended(project.Id);
    }
}
