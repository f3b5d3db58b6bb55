using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Images;
using ActiveLabel.Data.Projects.ClassChanges;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

internal sealed class OpinionStore(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts) : IOpinionStore
{
    /// <summary>As many as are written in a few milliseconds: people who label do not wait.</summary>
    private const int KeptAtOnce = 250;

    /// <summary>Confidences are kept to two digits, so what differs by less is the same.</summary>
    private const double Same = 1e-3;

    public async Task<OpinionLog> ReadAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var answers = context.Labels
            .Where(l => l.ProjectId == projectId && (l.Kind == LabelKind.Class || l.Kind == LabelKind.PoorExample) && !context.Labels.Any(w => w.Withdraws == l.Id))
            .OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence))
            .Select(l => new { l.ImageId, l.PersonId, l.ClassId, l.Source, Sequence = EF.Property<long>(l, LabelConfiguration.Sequence) });
        // Read before the answers: what comes meanwhile is taken for new, not for known.
        var mark = await context.Labels.Where(l => l.ProjectId == projectId).MaxAsync(l => (long?)EF.Property<long>(l, LabelConfiguration.Sequence), cancel) ?? 0;
        var classMark = await context.Projects.Where(p => p.Id == projectId).Select(p => p.ClassMark).SingleOrDefaultAsync(cancel);
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        var opinions = new List<Opinion>();
        // As LabelReading has it: whose newest answer counts as none has said nothing about the image.
        var silent = new HashSet<(long, long)>();
        await foreach (var a in answers.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var countsAs = a.ClassId is { } classId ? meanings.Of(classId).Read(a.Sequence) : null;
            if (a.ClassId is not null && countsAs is null)
            {
                silent.Add((a.ImageId, a.PersonId));
                continue;
            }

            silent.Remove((a.ImageId, a.PersonId));
            opinions.Add(new Opinion(a.ImageId, a.PersonId, countsAs, a.Source));
        }

        opinions.RemoveAll(o => silent.Contains((o.ImageId, o.PersonId)));
        return new OpinionLog(opinions, mark, classMark);
    }

    public async Task<bool> IsSettledAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Tallies.Where(t => t.ProjectId == projectId).Select(t => t.Settled).SingleOrDefaultAsync(cancel);
    }

    public async Task KeepAsync(long projectId, KeptConsensus kept, IReadOnlyDictionary<long, ImageConsensus> images, CancellationToken cancel)
    {
        var (changed, recount) = await ChangedAsync(projectId, images, cancel);
        // After another method, or other classes, answers come to something else that nobody has appended.
        recount |= !await IsSettledAsync(projectId, cancel);
        foreach (var some in changed.Chunk(KeptAtOnce))
        {
            await writer.DoAsync(writing => StoreAsync(writing, projectId, kept, some), cancel);
        }

        await writer.DoAsync(
            async writing =>
            {
                await writing.Context.Consensuses.Where(c => c.ProjectId == projectId).ExecuteDeleteAsync(cancel);
                writing.Context.Add(new ConsensusRow { ProjectId = projectId, Kept = kept });
                await writing.Context.SaveChangesAsync(cancel);
                if (recount)
                    await RecountAsync(writing, projectId);
                await writing.ExecuteAsync(
                    $"""
                    UPDATE "Tallies" SET "Settled" = TRUE WHERE "ProjectId" = {projectId} AND "Consensus" = {kept.Method}
                        AND EXISTS (SELECT 1 FROM "Projects" AS p WHERE p."Id" = {projectId} AND p."ClassMark" = {kept.ClassMark})
                    """);
            },
            cancel);
    }

    public async Task<KeptConsensus?> FindAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Consensuses.Where(c => c.ProjectId == projectId).Select(c => c.Kept).SingleOrDefaultAsync(cancel);
    }

    public async Task<OpinionCounts> CountAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var answered = await context.Queue.Where(q => q.ProjectId == projectId && q.Answers > 0)
            .GroupBy(q => q.Answers).Select(g => new { Answers = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var doubtful = await context.Images.CountAsync(i => i.ProjectId == projectId && i.Split != Split.Removed && EF.Property<double>(i, ImageConfiguration.AnswerConfidence) < 1, cancel);
        var wanted = await context.Queue.CountAsync(q => q.ProjectId == projectId && q.Wanted > 0 && q.Wanted > q.Answers && !q.Done, cancel);
        return new OpinionCounts(answered.Sum(a => a.Count), answered.Where(a => a.Answers > 1).Sum(a => a.Count), doubtful, wanted);
    }

    /// <returns>Those that are kept otherwise, and whether one of them becomes a poor example or ceases to be one.</returns>
    private async Task<(List<(long Id, ImageConsensus Image)> Changed, bool Recount)> ChangedAsync(long projectId, IReadOnlyDictionary<long, ImageConsensus> images, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var known = context.Images.Where(i => i.ProjectId == projectId && EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource) != null)
            .Select(i => new
            {
                i.Id,
                ClassId = EF.Property<long?>(i, ImageConfiguration.AnswerClassId),
                Confidence = EF.Property<double>(i, ImageConfiguration.AnswerConfidence),
                Source = EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource),
            });
        var (changed, recount) = (new List<(long, ImageConsensus)>(), false);
        await foreach (var k in known.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (images.TryGetValue(k.Id, out var image)
                && (image.ClassId != k.ClassId || image.Source != k.Source || Math.Abs(image.Confidence - k.Confidence) > Same))
            {
                changed.Add((k.Id, image));
                recount |= image.ClassId is null != k.ClassId is null;
            }
        }

        return (changed, recount);
    }

    /// <summary>Answers that came after the mark have been counted by whoever appended them.</summary>
    private static async Task StoreAsync(Writing writing, long projectId, KeptConsensus kept, (long Id, ImageConsensus Image)[] changed)
    {
        foreach (var (id, image) in changed)
        {
            await writing.ExecuteAsync(
                $"""
                UPDATE "Images" SET "AnswerSource" = {image.Source}, "AnswerClassId" = {image.ClassId}, "AnswerConfidence" = {image.Confidence}
                WHERE "Id" = {id} AND "ProjectId" = {projectId} AND NOT EXISTS (SELECT 1 FROM "Labels" AS l WHERE l."ImageId" = {id} AND l."Sequence" > {kept.Mark})
                    AND EXISTS (SELECT 1 FROM "Projects" AS p WHERE p."Id" = {projectId} AND p."ClassMark" = {kept.ClassMark})
                """);
        }
    }

    private static Task RecountAsync(Writing writing, long projectId) => writing.ExecuteAsync(
        $"""
        UPDATE "Tallies" SET "Labelled" = (
            SELECT COUNT(*) FROM "Queue" AS q JOIN "Images" AS i ON i."Id" = q."ImageId" WHERE q."ProjectId" = {projectId} AND i."AnswerClassId" IS NOT NULL)
        WHERE "ProjectId" = {projectId}
        """);
}
