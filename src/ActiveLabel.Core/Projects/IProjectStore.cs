namespace ActiveLabel.Core.Projects;

/// <summary>Keeps projects with their classes.</summary>
public interface IProjectStore
{
    /// <exception cref="WrongUseException">Another project has that name.</exception>
    Task<Project> AddAsync(Project project, CancellationToken cancel);

    Task<Project?> FindAsync(long id, CancellationToken cancel);

    /// <summary>The project of that name, without regard to case.</summary>
    /// <exception cref="WrongUseException">There is none; the message lists those that there are.</exception>
    Task<Project> GetAsync(string name, CancellationToken cancel);

    Task<IReadOnlyList<Project>> ListAsync(CancellationToken cancel);

    /// <summary>Loads the project, lets <paramref name="change"/> act on it and saves, in one transaction.</summary>
    Task<Project> ChangeAsync(long id, Action<Project> change, CancellationToken cancel);
}
