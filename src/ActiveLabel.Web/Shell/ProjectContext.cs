using ActiveLabel.Core.Projects;

namespace ActiveLabel.Web.Shell;

/// <summary>The project that a page is about, loaded once by <see cref="ProjectLayout"/> and cascaded to every part of the page.</summary>
/// <param name="Reload">Loads the project anew after it was changed; everything that shows it follows.</param>
public sealed record ProjectContext(Project Project, Func<Task> Reload)
{
    public long Id => Project.Id;

    public IReadOnlyList<ProjectClass> Classes => Project.Classes;

    public ProjectClass? FindClass(long? classId) => Project.Classes.FirstOrDefault(c => c.Id == classId);

    /// <summary>Address of one of the project's pages, for example <c>/projects/3/label</c>; without a page the overview's.</summary>
    public string Address(string page = "") => page.Length == 0 ? $"/projects/{Id}" : $"/projects/{Id}/{page}";
}
