using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Access;

namespace ActiveLabel.Web.Features.Review;

/// <summary>Corrects labels found wrong in review: another line in the log, and the next round knows it.</summary>
internal sealed class LabelCorrection(ILabelLog labels, IImageStore images, IPersonStore people, IRoundTrigger trigger, TimeProvider time)
{
    /// <param name="version">The version in whose review it was found.</param>
    /// <param name="image">As the person sees it.</param>
    /// <param name="truth">Zero-based class in that version's order; null for a poor example.</param>
    /// <returns>Null once it is done; else who has said something else meanwhile, and nothing was changed.</returns>
    public async Task<Overtaken?> AppendAsync(Visitor visitor, ModelVersion version, JudgingImage image, int? truth, CancellationToken cancel)
    {
        var entry = new LabelEntry(
            Guid.CreateVersion7(time.GetUtcNow()),
            version.ProjectId,
            image.Image.Id,
            visitor.PersonId,
            truth is null ? LabelKind.PoorExample : LabelKind.Class,
            ClassId(truth),
            time.GetUtcNow(),
            LabelSource.Review,
            ModelVersionId: version.Id);
        var seen = new Answer(ClassId(image.Truth), Audit: false, LabelSource.Review);
        if (await labels.CorrectAsync(entry, seen, cancel) is { } faster)
            return await TellAsync(faster, version, cancel);

        trigger.LabelAppended(version.ProjectId);
        return null;

        long? ClassId(int? k) => k is { } known ? version.ClassIds[known] : null;
    }

    private async Task<Overtaken> TellAsync(LabelEntry faster, ModelVersion version, CancellationToken cancel)
    {
        var by = (await people.ListAsync(cancel)).GetValueOrDefault(faster.PersonId)?.Name ?? "Somebody";
        var now = (await images.FindAsync(version.ProjectId, faster.ImageId, cancel))?.Answer?.ClassId;
        var truth = version.ClassIds.Index().Where(c => c.Item == now).Select(c => (int?)c.Index).FirstOrDefault();
        return new Overtaken(by, truth);
    }
}

/// <summary>A correction that came too late.</summary>
/// <param name="By">Who was faster.</param>
/// <param name="Truth">Zero-based class that the image has now; null for a poor example or none.</param>
public sealed record Overtaken(string By, int? Truth);
