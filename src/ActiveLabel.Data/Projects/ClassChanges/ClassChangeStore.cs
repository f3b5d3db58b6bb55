using ActiveLabel.Core;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Projects.ClassChanges;

internal sealed class ClassChangeStore(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts) : IClassChanges
{
    public async Task<ClassHistory> ListAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await ReadAsync(context, projectId, cancel);
    }

    public async Task<ClassForecast> ForecastAsync(long projectId, ClassWish wish, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var project = await ProjectStore.WholeAsync(context, projectId, cancel);
        var history = await ReadAsync(context, projectId, cancel);
        var mark = await LabelMarkAsync(context, projectId, cancel);
        // Nothing of this is saved: the context is thrown away.
        var change = PlannedChange.Make(project, history, wish, default, mark).Entry with { Sequence = long.MaxValue };
        var keys = project.Classes.Select(c => c.Key).ToList();
        var shift = ClassShift.Between(project, history, history.With(change));
        project.Follow(history.With(change));
        var (labels, images, tests) = await shift.CountAsync(context, projectId, cancel);
        var gold = await context.GoldImages.CountAsync(g => g.ProjectId == projectId && shift.ClassIds.Contains(g.ClassId), cancel);
        return new ClassForecast(
            change, labels, images, tests, gold, project.Classes.Count, keys.FirstOrDefault(key => project.Classes.All(c => c.Key != key)) ?? "");
    }

    public Task<ClassChange> MakeAsync(long projectId, ClassWish wish, ClassAuthor by, string? stamp, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                var (context, project, history) = await OpenAsync(writing, projectId, stamp, cancel);
                var planned = PlannedChange.Make(project, history, wish, by, await LabelMarkAsync(context, projectId, cancel));
                // Only now have its parts their ids.
                await context.SaveChangesAsync(cancel);
                var change = await AppendAsync(context, planned.Entry, cancel);
                project.Call(change, change.Undoes is { } undone ? history.Find(undone) : null);
                var after = history.With(change);
                var shift = ClassShift.Between(project, history, after);
                project.Follow(after);
                await context.SaveChangesAsync(cancel);
                await LabelProjection.ApplyToClassesAsync(writing, projectId, shift.ClassIds);
                return change;
            },
            cancel);

    public Task<Project> FaceAsync(
        long projectId, IReadOnlyList<ClassFace> faces, string? added, ClassAuthor by, string? stamp, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                var (context, project, _) = await OpenAsync(writing, projectId, stamp, cancel);
                var before = project.Classes.ToDictionary(c => c.Id, c => c.Name);
                project.FaceClasses(faces);
                var mark = await LabelMarkAsync(context, projectId, cancel);
                foreach (var renamed in project.Classes.Where(c => before[c.Id] != c.Name))
                {
                    await AppendAsync(
                        context,
                        new ClassChange(projectId, ClassChangeKind.Rename, renamed.Id, before[renamed.Id], by.PersonId, by.At, mark) { NewName = renamed.Name },
                        cancel);
                }

                if (added is not null)
                    project.AddClass(added);
                await context.SaveChangesAsync(cancel);
                return project;
            },
            cancel);

    public async Task<int> CountAgainAsync(long projectId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Queue.CountAsync(q => q.ProjectId == projectId && q.Again && !q.Done, cancel);
    }

    private static async Task<(ActiveLabelContext Context, Project Project, ClassHistory History)> OpenAsync(
        Writing writing, long projectId, string? stamp, CancellationToken cancel)
    {
        var project = await ProjectStore.WholeAsync(writing.Context, projectId, cancel);
        if (stamp is not null && ClassStamp.Of(project.Classes) != stamp)
            throw new WrongUseException("Somebody else changed the classes while you did: open this page anew to see theirs. Nothing was saved.");

        return (writing.Context, project, await ReadAsync(writing.Context, projectId, cancel));
    }

    private static async Task<ClassHistory> ReadAsync(ActiveLabelContext context, long projectId, CancellationToken cancel) =>
        new(await context.ClassChanges.AsNoTracking().Where(c => c.ProjectId == projectId).OrderBy(c => c.Sequence).ToListAsync(cancel));

    private static async Task<ClassChange> AppendAsync(ActiveLabelContext context, ClassChange entry, CancellationToken cancel)
    {
        context.Add(entry);
        await context.SaveChangesAsync(cancel);
        return entry;
    }

    private static async Task<long> LabelMarkAsync(ActiveLabelContext context, long projectId, CancellationToken cancel) =>
        await context.Labels.Where(l => l.ProjectId == projectId).MaxAsync(l => (long?)EF.Property<long>(l, LabelConfiguration.Sequence), cancel) ?? 0;
}
