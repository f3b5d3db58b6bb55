using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Rounds;

namespace ActiveLabel.Web.Features.Review;

/// <summary>Corrects labels found wrong in review: another line in the log, and the next round knows it.</summary>
internal sealed class LabelCorrection(ILabelLog labels, IPersonStore people, IRoundTrigger trigger, TimeProvider time)
{
    /// <param name="version">The version in whose review it was found.</param>
    /// <param name="truth">Zero-based class in that version's order; null for a poor example.</param>
    public async Task AppendAsync(ModelVersion version, JudgingImage image, int? truth, CancellationToken cancel)
    {
        var person = await people.GetAsync(PersonKind.Local, cancel);
        var entry = new LabelEntry(
            Guid.CreateVersion7(time.GetUtcNow()),
            version.ProjectId,
            image.Image.Id,
            person.Id,
            truth is null ? LabelKind.PoorExample : LabelKind.Class,
            truth is { } k ? version.ClassIds[k] : null,
            time.GetUtcNow(),
            LabelSource.Review,
            ModelVersionId: version.Id);
        await labels.AppendAsync(entry, cancel);
        trigger.LabelAppended(version.ProjectId);
    }
}
