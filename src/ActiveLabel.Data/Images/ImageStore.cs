using System.Collections.Concurrent;
using System.Linq.Expressions;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Features;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Images;

internal sealed class ImageStore(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts) : IImageStore
{
    /// <summary>As many as are written in a few milliseconds: people who label do not wait for an import to end.</summary>
    private const int AddedAtOnce = 250;

    /// <summary>Counting looks up every image's vector: what was counted serves until images or vectors come or go.</summary>
    private readonly ConcurrentDictionary<(long ProjectId, string FeaturizerId), (RowsMark Mark, int Count)> _featurized = [];

    private static readonly Expression<Func<ProjectImage, AnsweredImage>> WithAnswer = i => new AnsweredImage(
        i,
        EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource) == null
            ? null
            : new Answer(
                EF.Property<long?>(i, ImageConfiguration.AnswerClassId),
                EF.Property<bool>(i, ImageConfiguration.AnswerAudit),
                EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource)!.Value)
            {
                Confidence = EF.Property<double>(i, ImageConfiguration.AnswerConfidence),
            });

    /// <summary>Translated once: every picture that is sent asks for its image.</summary>
    private static readonly Func<ActiveLabelContext, long, long, CancellationToken, Task<AnsweredImage?>> ById = EF.CompileAsyncQuery(
        (ActiveLabelContext context, long projectId, long imageId, CancellationToken cancel) =>
            context.Images.AsNoTracking().Where(i => i.Id == imageId && i.ProjectId == projectId).Select(WithAnswer).SingleOrDefault());

    public async Task<ImageAddition> AddAsync(long projectId, IReadOnlyList<NewImage> images, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var plan = await AdditionPlan.MakeAsync(context, projectId, images, cancel);
        var (added, labels, overtaken) = (0, 0, new List<string>());
        foreach (var some in plan.Fresh.Chunk(AddedAtOnce))
        {
            var fresh = await writer.DoAsync(writing => ImageAdder.AddAsync(writing, projectId, some, cancel), cancel);
            added += fresh.Count;
            labels += fresh.Count(n => n.ClassId is not null);
            overtaken.AddRange(some.Select(i => i.New).Except(fresh).Select(n => n.Image.FileName));
        }

        foreach (var some in plan.Late.Chunk(AddedAtOnce))
        {
            labels += await writer.DoAsync(writing => ImageAdder.LabelAsync(writing, projectId, some, cancel), cancel);
        }

        return new ImageAddition(added, [.. plan.Duplicates, .. overtaken], labels);
    }

    public async Task<IReadOnlyList<AnsweredImage>> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Answered(context.Images.Where(i => i.ProjectId == projectId).OrderBy(i => i.Id)).ToListAsync(cancel);
    }

    public async Task<(int Count, IReadOnlyList<AnsweredImage> Newest)> ListNewestAsync(long projectId, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var present = context.Images.Where(i => i.ProjectId == projectId && i.Split != Split.Removed);
        return (await present.CountAsync(cancel), await Answered(present.OrderByDescending(i => i.Id).Take(most)).ToListAsync(cancel));
    }

    public async Task<IReadOnlyList<long>> ListIdsAsync(long projectId, Split split, CancellationToken cancel)
    {
        var ids = await contexts.ReadAsync($"""SELECT "Id" FROM "Images" WHERE "ProjectId" = {projectId} AND "Split" = {split}""", row => row.GetInt64(0), cancel);
        // Ordered only now: asked for in order, the database would read every image to see its split instead of an index of splits.
        ids.Sort();
        return ids;
    }

    public async Task<IReadOnlyList<KeyValuePair<long, ImageHash>>> ListHashesAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Images.Where(i => i.ProjectId == projectId).Select(i => new { i.Id, i.Hash }).ToListAsync(cancel);
        return found.ConvertAll(i => KeyValuePair.Create(i.Id, i.Hash));
    }

    public async Task<IReadOnlyList<AnsweredImage>> ListAnsweredAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Answered(context.Images
            .Where(i => i.ProjectId == projectId && EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource) != null)
            .OrderBy(i => i.Id)).ToListAsync(cancel);
    }

    public async Task<AnswersAt> ReadAnswersAsync(long projectId, LogPlace? upTo, ConsensusMethod method, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (upTo is { } mark)
        {
            var then = await AnswersThen.ReadAsync(context, projectId, mark, method, cancel);
            var ids = then.Keys.ToArray();
            var images = await context.Images.AsNoTracking().Where(i => i.ProjectId == projectId && ids.Contains(i.Id)).OrderBy(i => i.Id).ToListAsync(cancel);
            return new AnswersAt([.. images.Select(i => new AnsweredImage(i, then[i.Id]))], mark.LabelMark);
        }

        return await ReadAsync(context, projectId, split: null, cancel);
    }

    public async Task<AnswersAt> ReadAnswersAsync(long projectId, Split split, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await ReadAsync(context, projectId, split, cancel);
    }

    /// <summary>One statement, and so of one moment: what is appended while it runs is in neither.</summary>
    private static async Task<AnswersAt> ReadAsync(ActiveLabelContext context, long projectId, Split? split, CancellationToken cancel)
    {
        var answered = context.Images.Where(i => i.ProjectId == projectId && EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource) != null);
        if (split is { } only)
            answered = answered.Where(i => i.Split == only);
        var read = await Answered(answered.OrderBy(i => i.Id))
            .Select(i => new
            {
                Answered = i,
                Mark = context.Labels.Where(l => l.ProjectId == projectId).Max(l => (long?)EF.Property<long>(l, LabelConfiguration.Sequence)),
            })
            .ToListAsync(cancel);
        return new AnswersAt(read.ConvertAll(r => r.Answered), read is [var first, ..] ? first.Mark ?? 0 : 0);
    }

    public async Task<(int Pool, int Audit)> CountLabelledAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var labelled = context.Images.Where(i => i.ProjectId == projectId && EF.Property<long?>(i, ImageConfiguration.AnswerClassId) != null);
        // Each by what the database is quick at: along an index, and all images once.
        return (
            await labelled.CountAsync(i => i.Split == Split.Pool, cancel),
            await labelled.CountAsync(i => EF.Property<bool>(i, ImageConfiguration.AnswerAudit) && i.Split != Split.Test && i.Split != Split.Removed, cancel));
    }

    public async Task<AnsweredImage?> FindAsync(long projectId, long imageId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await ById(context, projectId, imageId, cancel);
    }

    public async Task<IReadOnlyDictionary<long, AnsweredImage>> FindAsync(long projectId, IReadOnlyList<long> imageIds, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Answered(context.Images.Where(i => imageIds.Contains(i.Id) && i.ProjectId == projectId)).ToDictionaryAsync(i => i.Image.Id, cancel);
    }

    public async Task<IReadOnlyList<ProjectImage>> SampleAsync(long projectId, Split? split, long? classId, int most, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Images.AsNoTracking()
            .Where(i => i.ProjectId == projectId && (split == null ? i.Split != Split.Removed : i.Split == split))
            .Where(i => classId == null || EF.Property<long?>(i, ImageConfiguration.AnswerClassId) == classId)
            .OrderBy(i => i.Hash).Take(most).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<ImageHash>> ListWithoutVectorAsync(long projectId, string featurizerId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Images
            .Where(i => i.ProjectId == projectId && i.Split != Split.Removed)
            .Where(i => !context.Vectors.Any(v => v.FeaturizerId == featurizerId && v.Hash == i.Hash))
            .Where(i => !context.VectorFailures.Any(f => f.FeaturizerId == featurizerId && f.Hash == i.Hash))
            .Select(i => new { i.Id, i.Hash }).ToListAsync(cancel);
        // Ordered only now: the database goes through images and vectors side by side, by hash, three times as fast as by id.
        return [.. found.OrderBy(i => i.Id).Select(i => i.Hash)];
    }

    public async Task<ImageCounts> CountAsync(long projectId, string? featurizerId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // By the columns of an index as they are, which SQLite then only walks along: what they say is summed up here.
        var groups = await context.Images.Where(i => i.ProjectId == projectId)
            .GroupBy(i => new
            {
                i.Split,
                Source = EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource),
                ClassId = EF.Property<long?>(i, ImageConfiguration.AnswerClassId),
            })
            .Select(g => new { g.Key.Split, g.Key.Source, g.Key.ClassId, Count = g.Count() })
            .ToListAsync(cancel);
        int Of(Split split) => groups.Where(g => g.Split == split).Sum(g => g.Count);
        int LabelledOf(Split split) => groups.Where(g => g.Split == split && g.ClassId is not null).Sum(g => g.Count);

        return new ImageCounts(
            Of(Split.Pool), Of(Split.Test), LabelledOf(Split.Pool), LabelledOf(Split.Test), groups.Where(g => g.Split != Split.Removed && g.Source is not null && g.ClassId is null).Sum(g => g.Count),
            featurizerId is null ? 0 : await FeaturizedAsync(context, projectId, featurizerId, cancel),
            // From the few failures to their images, not the other way round.
            featurizerId is null ? 0 : await context.VectorFailures.CountAsync(f => f.FeaturizerId == featurizerId && context.Images.Any(i => i.ProjectId == projectId && i.Split != Split.Removed && i.Hash == f.Hash), cancel));
    }

    private async Task<int> FeaturizedAsync(ActiveLabelContext context, long projectId, string featurizerId, CancellationToken cancel)
    {
        var mark = await RowsMark.OfAsync(context, projectId, featurizerId, cancel);
        if (_featurized.TryGetValue((projectId, featurizerId), out var known) && known.Mark == mark)
            return known.Count;

        var count = await context.Images.CountAsync(i => i.ProjectId == projectId && i.Split != Split.Removed && context.Vectors.Any(v => v.FeaturizerId == featurizerId && v.Hash == i.Hash), cancel);
        _featurized[(projectId, featurizerId)] = (mark, count);
        return count;
    }

    internal static IQueryable<AnsweredImage> Answered(IQueryable<ProjectImage> images) => images.AsNoTracking().Select(WithAnswer);
}
