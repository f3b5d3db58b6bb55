using ActiveLabel.Core;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

/// <summary>Refuses entries that would make no sense in the log.</summary>
internal static class LabelGuard
{
    public static async Task CheckAsync(ActiveLabelContext context, LabelEntry entry, CancellationToken cancel)
    {
        if (!await context.Images.AnyAsync(i => i.Id == entry.ImageId && i.ProjectId == entry.ProjectId, cancel))
            throw new WrongUseException($"Image {entry.ImageId} is not of this project.");

        if (entry.Kind == LabelKind.Class != entry.ClassId.HasValue)
            throw new WrongUseException("A label names a class exactly when it is one.");

        if (entry.ClassId is { } classId && !await context.Classes.AnyAsync(c => c.Id == classId && c.ProjectId == entry.ProjectId, cancel))
            throw new WrongUseException($"Class {classId} is not of this project.");

        if (entry.Kind == LabelKind.Withdrawal != entry.Withdraws.HasValue)
            throw new WrongUseException("A label takes another back exactly when it is a withdrawal.");

        if (entry.Withdraws is { } withdrawn && !await StandsAsync(context, withdrawn, entry.ImageId, cancel))
            throw new WrongUseException("There is no such label of this image that could be taken back.");
    }

    private static Task<bool> StandsAsync(ActiveLabelContext context, Guid id, long imageId, CancellationToken cancel) =>
        context.Labels.AnyAsync(
            l => l.Id == id && l.ImageId == imageId && l.Kind != LabelKind.Withdrawal && !context.Labels.Any(w => w.Withdraws == id), cancel);
}
