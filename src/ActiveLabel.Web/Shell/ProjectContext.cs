using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Access;

namespace ActiveLabel.Web.Shell;

/// <summary>The project that a page is about, loaded once by <see cref="ProjectLayout"/> and cascaded to every part of the page.</summary>
/// <param name="Visitor">Who looks at it.</param>
/// <param name="Role">What they are in the project.</param>
/// <param name="Reload">Loads the project anew after it was changed; everything that shows it follows.</param>
public sealed record ProjectContext(Project Project, Visitor Visitor, ProjectRole Role, Func<Task> Reload)
{
    public bool IsAdmin => Role == ProjectRole.Admin;

    public long Id => Project.Id;

    public IReadOnlyList<ProjectClass> Classes => Project.Classes;

    /// <summary>The class of that id, also one that is gone.</summary>
    public ProjectClass? FindClass(long? classId) => Project.AllClasses.FirstOrDefault(c => c.Id == classId);

    /// <inheritdoc cref="Project.ClassesOf"/>
    public IReadOnlyList<ProjectClass> ClassesOf(IEnumerable<long> ids) => Project.ClassesOf(ids);

    /// <summary>Address of one of the project's pages, for example <c>/projects/3/label</c>; without a page the overview's.</summary>
    public string Address(string page = "") => page.Length == 0 ? $"/projects/{Id}" : $"/projects/{Id}/{page}";
}
