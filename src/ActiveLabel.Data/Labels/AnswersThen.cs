using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Labels;

/// <summary>Answers as they were at a place in the log, derived from nothing but the log up to there and the record of class changes up to another.</summary>
internal static class AnswersThen
{
    /// <returns>By image, those that have one.</returns>
    public static async Task<IReadOnlyDictionary<long, Answer>> ReadAsync(ActiveLabelContext context, long projectId, LogPlace upTo, ConsensusMethod method, CancellationToken cancel)
    {
        var entries = await context.Labels
            .Where(l => l.ProjectId == projectId && EF.Property<long>(l, LabelConfiguration.Sequence) <= upTo.LabelMark)
            .OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence))
            .Select(l => new { l.Id, l.ImageId, l.PersonId, l.Kind, l.ClassId, l.Source, l.Audit, l.Withdraws, Sequence = EF.Property<long>(l, LabelConfiguration.Sequence) })
            .ToListAsync(cancel);
        var history = new ClassHistory(
            await context.ClassChanges.AsNoTracking().Where(c => c.ProjectId == projectId && c.Sequence <= upTo.ClassMark).OrderBy(c => c.Sequence).ToListAsync(cancel));
        var meanings = entries.Select(e => e.ClassId).OfType<long>().Distinct().ToDictionary(id => id, history.MeaningOf);
        var answers = new Dictionary<long, Answer>();
        foreach (var image in entries.GroupBy(e => e.ImageId))
        {
            var log = image.Select(e => new LabelEntry(e.Id, projectId, e.ImageId, e.PersonId, e.Kind, e.ClassId, default, e.Source, Audit: e.Audit, Withdraws: e.Withdraws))
                .Zip(image, (entry, e) => new ReadLabel(entry, entry.ClassId is { } classId ? meanings[classId].Read(e.Sequence) : null));
            if (ImageStanding.Of(LabelReading.Of([.. log]).Entries, method).Answer is { } answer)
                answers.Add(image.Key, answer);
        }

        return answers;
    }
}
