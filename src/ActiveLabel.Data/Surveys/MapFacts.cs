using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Labels;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Images;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Surveys;

internal sealed class MapFacts(IDbContextFactory<ActiveLabelContext> contexts) : IMapFacts
{
    public async Task<IReadOnlyList<MapFact>> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Images.Where(i => i.ProjectId == projectId)
            .Select(i => new MapFact(
                i.Id, i.Split, EF.Property<long?>(i, ImageConfiguration.AnswerClassId), EF.Property<LabelSource?>(i, ImageConfiguration.AnswerSource) != null))
            .ToListAsync(cancel);
    }

    public async Task<IReadOnlyDictionary<long, long>> PeopleAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var people = new Dictionary<long, long>();
        var standing = context.Labels
            .Where(l => l.ProjectId == projectId && (l.Kind == LabelKind.Class || l.Kind == LabelKind.PoorExample) && !context.Labels.Any(w => w.Withdraws == l.Id))
            .OrderBy(l => EF.Property<long>(l, LabelConfiguration.Sequence)).Select(l => new { l.ImageId, l.PersonId });
        await foreach (var label in standing.AsAsyncEnumerable().WithCancellation(cancel))
        {
            people[label.ImageId] = label.PersonId;
        }

        return people;
    }
}
