using System.Diagnostics.CodeAnalysis;
using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;

namespace ActiveLabel.Data.Labels;

/// <summary>Refuses entries that would make no sense in the log.</summary>
internal static class LabelGuard
{
    public static void Check(LabelEntry entry, [NotNull] Question? question, ImageLog log)
    {
        if (question is null)
            throw new WrongUseException($"Project {entry.ProjectId} has no image {entry.ImageId}.");

        if (question.Split == Split.Test && entry.Source is not (LabelSource.Import or LabelSource.Review or LabelSource.Gallery))
            throw new WrongUseException($"Image {entry.ImageId} is a test image: it judges models and is not labelled here.");

        if (question.Split == Split.Removed && entry.Kind != LabelKind.Withdrawal)
            throw new WrongUseException($"Image {entry.ImageId} was removed from the project: bring it back to label it.");

        if (entry.Kind == LabelKind.Class != entry.ClassId.HasValue)
            throw new WrongUseException("A label names a class exactly when it is one.");

        if (entry.ClassId is { } classId && question.CountsAs is null)
            throw new WrongUseException($"Project {entry.ProjectId} has no class {classId} (any more).");

        if (entry.Kind == LabelKind.Withdrawal != entry.Withdraws.HasValue)
            throw new WrongUseException("A label takes another back exactly when it is a withdrawal.");

        if (entry.Withdraws is { } withdrawn && !log.Stands(withdrawn))
            throw new WrongUseException("There is no such label of this image that could be taken back.");
    }
}
