using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.People;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using ActiveLabel.Data.People;
using ActiveLabel.Data.Projects.ClassChanges;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Images;

/// <summary>Brings some images, their places in the queue and their labels into a project, inside a job of the writer.</summary>
internal static class ImageAdder
{
    /// <summary>Adds those that nobody else has added meanwhile; tells which they are.</summary>
    public static async Task<IReadOnlyList<NewImage>> AddAsync(Writing writing, long projectId, IReadOnlyList<PlacedImage> images, CancellationToken cancel)
    {
        var context = writing.Context;
        var hashes = images.Select(i => i.New.Image.Hash).ToArray();
        var known = await context.Images.Where(i => i.ProjectId == projectId && hashes.Contains(i.Hash)).Select(i => i.Hash).ToHashSetAsync(cancel);
        var fresh = images.Where(i => !known.Contains(i.New.Image.Hash)).ToList();
        var overlap = await context.Tallies.Where(t => t.ProjectId == projectId).Select(t => t.Overlap).SingleAsync(cancel);

        // A class may have been merged or be gone since the import began: the label still names the one that came with the image.
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        long? CountsAs(NewImage image) => image.ClassId is { } classId ? meanings.Of(classId).CountsAs : null;

        await InsertImagesAsync(context, fresh.Select(i => i.New), CountsAs, cancel);
        var undone = await InsertQueueAsync(context, fresh, CountsAs, overlap, cancel);
        await InsertLabelsAsync(context, fresh.Where(i => i.New.ClassId is not null).Select(i => (i.New.Image.Id, i.New)), cancel);
        var labelled = fresh.Count(i => i.Rank is not null && CountsAs(i.New) is not null);
        await writing.ExecuteAsync(
            $"""
            UPDATE "Tallies" SET "Labelled" = "Labelled" + {labelled}, "SinceRound" = "SinceRound" + {labelled}, "Undone" = "Undone" + {undone}
            WHERE "ProjectId" = {projectId}
            """);
        return fresh.ConvertAll(i => i.New);
    }

    /// <summary>Appends labels that came after their images, where still nobody has answered; tells how many.</summary>
    public static async Task<int> LabelAsync(
        Writing writing, long projectId, IReadOnlyList<(long ImageId, NewImage Image)> late, CancellationToken cancel)
    {
        var labelled = 0;
        foreach (var (imageId, image) in late)
        {
            var log = await ImageLog.ReadAsync(writing, projectId, imageId);
            if (log.Standing.Answer is not null)
                continue;

            await InsertLabelsAsync(writing.Context, [(imageId, image)], cancel);
            await LabelProjection.ApplyAsync(writing, projectId, imageId, log, await ImageLog.ReadAsync(writing, projectId, imageId));
            labelled++;
        }

        return labelled;
    }

    private static async Task InsertImagesAsync(ActiveLabelContext context, IEnumerable<NewImage> images, Func<NewImage, long?> countsAs, CancellationToken cancel)
    {
        await using var table = new BulkInsert<ProjectImage>(context);
        foreach (var (image, classId) in images.Select(i => (i.Image, countsAs(i))))
        {
            await table.InsertAsync(
                image,
                column => column switch
                {
                    ImageConfiguration.AnswerSource => classId is null ? null : LabelSource.Import,
                    ImageConfiguration.AnswerClassId => classId,
                    ImageConfiguration.AnswerAudit => false,
                    ImageConfiguration.AnswerConfidence => 1.0,
                    _ => throw new InvalidOperationException($"Column {column} of an image has no value."),
                },
                cancel);
        }
    }

    /// <returns>How many of them people shall be asked about.</returns>
    private static async Task<int> InsertQueueAsync(ActiveLabelContext context, IEnumerable<PlacedImage> images, Func<NewImage, long?> countsAs, int overlap, CancellationToken cancel)
    {
        var undone = 0;
        await using var table = new BulkInsert<QueueRow>(context);
        foreach (var (image, classId, rank) in images.Select(i => (i.New.Image, countsAs(i.New), i.Rank)))
        {
            if (rank is not { } place)
                continue;

            var (answers, done) = classId is null ? (0, false) : (1, overlap == 1);
            var row = new QueueRow { ImageId = image.Id, ProjectId = image.ProjectId, Rank = place, Answers = answers, Done = done, Open = !done };
            await table.InsertAsync(row, shadow: null, cancel);
            undone += done ? 0 : 1;
        }

        return undone;
    }

    private static async Task InsertLabelsAsync(ActiveLabelContext context, IEnumerable<(long ImageId, NewImage New)> labelled, CancellationToken cancel)
    {
        long? person = null;
        await using var table = new BulkInsert<LabelEntry>(context);
        foreach (var (imageId, image) in labelled)
        {
            person ??= (await PersonStore.GetWithinAsync(context, PersonKind.Import, cancel)).Id;
            var entry = new LabelEntry(
                Guid.NewGuid(), image.Image.ProjectId, imageId, person.Value, LabelKind.Class, image.ClassId, image.Image.ImportedAt, LabelSource.Import);
            await table.InsertAsync(entry, shadow: null, cancel);
        }
    }
}
