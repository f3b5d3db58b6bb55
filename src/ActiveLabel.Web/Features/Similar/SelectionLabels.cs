using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Access;

namespace ActiveLabel.Web.Features.Similar;

/// <summary>Gives many images one label, and takes it back: more lines in the log, and the next round knows them.</summary>
internal sealed class SelectionLabels(ILabelLog log, IRoundTrigger trigger, TimeProvider time)
{
    /// <summary>As many as are written in a few milliseconds: people who label do not wait for it.</summary>
    private const int AtOnce = 250;

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
        foreach (var some in entries.Chunk(AtOnce))
        {
            await log.AppendAsync(some, cancel);
        }

        if (entries.Length > 0)
            trigger.LabelAppended(project.Id);
    }
}
