using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using ActiveLabel.Data.People;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Images;

/// <summary>Brings images, their places in the queue and their labels into a project, inside the caller's transaction.</summary>
internal static class ImageAdder
{
    public static async Task<ImageAddition> AddAsync(
        ActiveLabelContext context, long projectId, IReadOnlyList<NewImage> images, CancellationToken cancel)
    {
        var project = await context.Projects.AsNoTracking().Include(p => p.Classes).SingleOrDefaultAsync(p => p.Id == projectId, cancel)
            ?? throw new WrongUseException("That project is no longer there.");
        Check(project, images);

        var known = (await context.Images.AsNoTracking().Where(i => i.ProjectId == projectId)
            .Select(i => new { i.Hash, i.Id, Answered = EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource) != null }).ToListAsync(cancel))
            .ToDictionary(i => i.Hash, i => (i.Id, i.Answered));
        var fresh = new Dictionary<ImageHash, NewImage>();
        var late = new Dictionary<ImageHash, NewImage>();
        var duplicates = new List<string>();
        foreach (var image in images)
        {
            var hash = image.Image.Hash;
            if (!known.ContainsKey(hash) && fresh.TryAdd(hash, image))
                continue;

            duplicates.Add(image.Image.FileName);
            if (image.ClassId is null)
                continue;

            // A label may come with the second copy only.
            if (fresh.TryGetValue(hash, out var twin))
                fresh[hash] = twin with { ClassId = twin.ClassId ?? image.ClassId };
            else if (!known[hash].Answered)
                late.TryAdd(hash, image);
        }

        await InsertImagesAsync(context, fresh.Values, cancel);
        await InsertQueueAsync(context, project, fresh.Values, cancel);
        var labelled = fresh.Values.Where(n => n.ClassId is not null).Select(n => (n.Image.Id, New: n))
            .Concat(late.Select(pair => (known[pair.Key].Id, New: pair.Value))).ToList();
        await InsertLabelsAsync(context, projectId, labelled, cancel);
        foreach (var (_, image) in late)
        {
            await LabelProjection.ApplyAsync(context, known[image.Image.Hash].Id, cancel);
        }

        return new ImageAddition(fresh.Count, duplicates, labelled.Count);
    }

    private static void Check(Project project, IReadOnlyList<NewImage> images)
    {
        var classes = project.Classes.Select(c => c.Id).ToHashSet();
        foreach (var image in images)
        {
            if (image.Image.ProjectId != project.Id)
                throw new WrongUseException($"'{image.Image.FileName}' was prepared for another project.");
            if (image.ClassId is { } classId && !classes.Contains(classId))
                throw new WrongUseException($"'{image.Image.FileName}' has a class that is not of project '{project.Name}'.");
        }
    }

    private static async Task InsertImagesAsync(ActiveLabelContext context, IEnumerable<NewImage> images, CancellationToken cancel)
    {
        await using var table = new BulkInsert<ProjectImage>(context);
        foreach (var (image, classId) in images)
        {
            await table.InsertAsync(
                image,
                column => column switch
                {
                    ImageConfiguration.AnswerSource => classId is null ? null : LabelSource.Import,
                    ImageConfiguration.AnswerClassId => classId,
                    ImageConfiguration.AnswerAudit => false,
                    _ => throw new InvalidOperationException($"Column {column} of an image has no value."),
                },
                cancel);
        }
    }

    private static async Task InsertQueueAsync(
        ActiveLabelContext context, Project project, IEnumerable<NewImage> images, CancellationToken cancel)
    {
        var rank = await context.Queue.Where(q => q.ProjectId == project.Id && q.Round == 0).MaxAsync(q => (int?)q.Rank, cancel) + 1 ?? 0;
        // By hash before shuffling, so that the order depends on the seed and the images and not on their names.
        var pool = images.Where(n => n.Image.Split == Split.Pool).OrderBy(n => n.Image.Hash.Hex, StringComparer.Ordinal).ToArray();
        new Random(project.Policy.Seed).Shuffle(pool);
        await using var table = new BulkInsert<QueueRow>(context);
        foreach (var (image, classId) in pool)
        {
            var row = new QueueRow { ImageId = image.Id, ProjectId = project.Id, Rank = rank++, Done = classId is not null };
            await table.InsertAsync(row, shadow: null, cancel);
        }
    }

    private static async Task InsertLabelsAsync(
        ActiveLabelContext context, long projectId, IReadOnlyList<(long ImageId, NewImage New)> labelled, CancellationToken cancel)
    {
        if (labelled.Count == 0)
            return;

        var person = await PersonStore.GetWithinAsync(context, PersonKind.Import, cancel);
        await using var table = new BulkInsert<LabelEntry>(context);
        foreach (var (imageId, image) in labelled)
        {
            var entry = new LabelEntry(
                Guid.NewGuid(), projectId, imageId, person.Id, LabelKind.Class, image.ClassId, image.Image.ImportedAt, LabelSource.Import);
            await table.InsertAsync(entry, shadow: null, cancel);
        }
    }
}
