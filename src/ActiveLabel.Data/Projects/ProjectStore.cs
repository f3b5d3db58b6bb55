using ActiveLabel.Core;
using ActiveLabel.Core.Changes;
using ActiveLabel.Core.Projects;
using ActiveLabel.Data.Changes;
using ActiveLabel.Data.Database;
using ActiveLabel.Data.Labels;
using Microsoft.EntityFrameworkCore;

namespace ActiveLabel.Data.Projects;

internal sealed class ProjectStore(SharedWriter writer, IDbContextFactory<ActiveLabelContext> contexts, TimeProvider time) : IProjectStore
{
    /// <summary>Translated once: every request asks for its project.</summary>
    private static readonly Func<ActiveLabelContext, long, CancellationToken, Task<Project?>> ById = EF.CompileAsyncQuery(
        (ActiveLabelContext context, long id, CancellationToken cancel) =>
            context.Projects.AsNoTracking().Include(p => p.AllClasses.OrderBy(c => c.Ordinal)).SingleOrDefault(p => p.Id == id));

    public Task<Project> AddAsync(Project project, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                writing.Context.Add(project);
                await SaveAsync(writing.Context, project);
                writing.Context.Note(time, project.Id, ChangeKind.Project, ChangeAct.Added, project.Name, after: new Dictionary<string, object?>
                {
                    ["Classes"] = project.Classes.Select(c => c.Name),
                    ["Network"] = project.Network,
                });
                writing.Context.Add(new Tally { ProjectId = project.Id, Overlap = project.Policy.Opinions, Consensus = project.Policy.Consensus });
                await writing.Context.SaveChangesAsync(cancel);
                return project;
            },
            cancel);

    public async Task<Project?> FindAsync(long id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await ById(context, id, cancel);
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

    public Task<Project> ChangeAsync(long id, Action<Project> change, CancellationToken cancel) =>
        writer.DoAsync(
            async writing =>
            {
                var project = await WholeAsync(writing.Context, id, cancel);
                change(project);
                await SaveAsync(writing.Context, project);
                await QueueState.FollowAsync(writing, id, project.Policy);
                return project;
            },
            cancel);

    private static IQueryable<Project> Whole(ActiveLabelContext context) =>
        context.Projects.Include(p => p.AllClasses.OrderBy(c => c.Ordinal));

    /// <summary>The project with all its classes, to be changed.</summary>
    /// <exception cref="WrongUseException">It is no longer there.</exception>
    internal static async Task<Project> WholeAsync(ActiveLabelContext context, long id, CancellationToken cancel) =>
        await Whole(context).SingleOrDefaultAsync(p => p.Id == id, cancel) ?? throw new WrongUseException("That project is no longer there.");

    private static async Task SaveAsync(ActiveLabelContext context, Project project)
    {
        var key = KeyOf(project.Name);
        if (await context.Projects.AnyAsync(p => p.Id != project.Id && EF.Property<string>(p, ProjectConfiguration.NameKey) == key))
            throw new WrongUseException($"There is already a project '{project.Name}': choose another name.");

        context.Entry(project).Property(ProjectConfiguration.NameKey).CurrentValue = key;
        await context.SaveChangesAsync();
    }

    private static string KeyOf(string name) => name.Trim().ToUpperInvariant();
}
