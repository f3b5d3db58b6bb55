using ActiveLabel.Core;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Database;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Projects;

internal sealed class ProjectStore(IDbContextFactory<ActiveLabelContext> contexts) : IProjectStore
{
    public async Task<Project> AddAsync(Project project, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        context.Add(project);
        await SaveAsync(context, project, cancel);
        await transaction.CommitAsync(cancel);
        return project;
    }

    public async Task<Project?> FindAsync(long id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Whole(context).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
    }

    public async Task<Project> GetAsync(string name, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var key = KeyOf(name);
        var project = await Whole(context).AsNoTracking()
            .SingleOrDefaultAsync(p => EF.Property<string>(p, ProjectConfiguration.NameKey) == key, cancel);
        if (project is not null)
            return project;

        var names = await context.Projects.OrderBy(p => p.Name).Select(p => p.Name).ToListAsync(cancel);
        throw new WrongUseException(names.Count == 0
            ? $"There is no project '{name}', nor any other: make one first."
            : $"There is no project '{name}'. There are: {string.Join(", ", names)}.");
    }

    public async Task<IReadOnlyList<Project>> ListAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Whole(context).AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel);
    }

    public async Task<Project> ChangeAsync(long id, Action<Project> change, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializableAsync(cancel);
        var project = await Whole(context).SingleOrDefaultAsync(p => p.Id == id, cancel)
            ?? throw new WrongUseException("That project is no longer there.");
        change(project);
        await SaveAsync(context, project, cancel);
        await transaction.CommitAsync(cancel);
        return project;
    }

    private static IQueryable<Project> Whole(ActiveLabelContext context) =>
        context.Projects.Include(p => p.Classes.OrderBy(c => c.Ordinal));

    private static async Task SaveAsync(ActiveLabelContext context, Project project, CancellationToken cancel)
    {
        var key = KeyOf(project.Name);
        if (await context.Projects.AnyAsync(p => p.Id != project.Id && EF.Property<string>(p, ProjectConfiguration.NameKey) == key, cancel))
            throw new WrongUseException($"There is already a project '{project.Name}': choose another name.");

        context.Entry(project).Property(ProjectConfiguration.NameKey).CurrentValue = key;
        await context.SaveChangesAsync(cancel);
    }

    private static string KeyOf(string name) => name.Trim().ToUpperInvariant();
}
