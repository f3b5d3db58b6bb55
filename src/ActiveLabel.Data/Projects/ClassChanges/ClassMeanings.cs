using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Projects.ClassChanges;

/// <summary>What labels of a project's classes count as now, as it is kept with the classes.</summary>
internal sealed class ClassMeanings(IReadOnlyDictionary<long, ClassMeaning> byClass)
{
    public static async Task<ClassMeanings> ReadAsync(ActiveLabelContext context, long projectId, CancellationToken cancel) => new(
        await context.Classes.AsNoTracking().Where(c => c.ProjectId == projectId)
            .Select(c => new { c.Id, c.IsGone, c.MergedInto, c.AgainUpTo })
            .ToDictionaryAsync(c => c.Id, c => new ClassMeaning(c.IsGone ? c.MergedInto : c.Id, c.AgainUpTo), cancel));

    public ClassMeaning Of(long classId) => byClass.GetValueOrDefault(classId);
}
