using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Shell;

namespace ActiveLabel.Web.Tests;

/// <summary>Who looks at a page in a test.</summary>
internal static class Looking
{
    /// <summary>Whoever sits at the machine: admin of everything.</summary>
    public static async Task<ProjectContext> AtAsync(Project project, IPersonStore people, ProjectRole role = ProjectRole.Admin)
    {
        var person = await people.GetAsync(PersonKind.Local, default);
        return new ProjectContext(project, new Visitor(person.Id, person.Name, role == ProjectRole.Admin), role, () => Task.CompletedTask);
    }
}
