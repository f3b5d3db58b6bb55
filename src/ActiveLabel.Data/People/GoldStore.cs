using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Data.Changes;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Images;
using ActiveLabel.Data.Projects.ClassChanges;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.People;

internal sealed class GoldStore(IDbContextFactory<ActiveLabelContext> contexts, TimeProvider time) : IGoldStore
{
    public async Task MarkAsync(GoldImage gold, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var image = await context.Images.Where(i => i.Id == gold.ImageId && i.ProjectId == gold.ProjectId).Select(i => i.FileName).SingleOrDefaultAsync(cancel)
            ?? throw new WrongUseException($"Image {gold.ImageId} is not of this project.");
        var choice = await context.Classes.Where(c => c.Id == gold.ClassId && c.ProjectId == gold.ProjectId && !c.IsGone).Select(c => c.Name).SingleOrDefaultAsync(cancel)
            ?? throw new WrongUseException($"Class {gold.ClassId} is not of this project.");

        await context.GoldImages.Where(g => g.ImageId == gold.ImageId).ExecuteDeleteAsync(cancel);
        context.Add(gold);
        context.Note(time, gold.ProjectId, ChangeKind.Gold, ChangeAct.Added, image, after: new Dictionary<string, object?> { ["Image"] = gold.ImageId, ["Class"] = choice });
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task RemoveAsync(long projectId, long imageId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        if (await context.GoldImages.Where(g => g.ProjectId == projectId && g.ImageId == imageId).ExecuteDeleteAsync(cancel) > 0)
        {
            var image = await context.Images.Where(i => i.Id == imageId).Select(i => i.FileName).SingleOrDefaultAsync(cancel);
            context.Note(time, projectId, ChangeKind.Gold, ChangeAct.Removed, image, before: new Dictionary<string, object?> { ["Image"] = imageId });
        }

        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<IReadOnlyList<GoldMark>> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var gold = await context.GoldImages.AsNoTracking().Where(g => g.ProjectId == projectId).ToListAsync(cancel);
        var images = await ImageStore.Answered(context.Images.Where(i => i.Split != Split.Removed && context.GoldImages.Any(g => g.ProjectId == projectId && g.ImageId == i.Id)))
            .ToDictionaryAsync(i => i.Image.Id, cancel);
        var meanings = await ClassMeanings.ReadAsync(context, projectId, cancel);
        return
        [
            .. gold.Where(g => images.ContainsKey(g.ImageId)).OrderBy(g => g.At).ThenBy(g => g.ImageId)
                .Select(g => CertainClass(meanings.Of(g.ClassId), images[g.ImageId]) is { } classId ? new GoldMark(g with { ClassId = classId }, images[g.ImageId]) : null)
                .OfType<GoldMark>(),
        ];
    }

    /// <summary>
    /// What a mark says as classes count now: null where its class says nothing any more, and where it was split, until the
    /// image has an answer of that class again.
    /// </summary>
    private static long? CertainClass(ClassMeaning meaning, AnsweredImage image) =>
        meaning.AgainUpTo == 0 || image.Answer?.ClassId == meaning.CountsAs ? meaning.CountsAs : null;
}
