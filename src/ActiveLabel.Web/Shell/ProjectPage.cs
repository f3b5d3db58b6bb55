using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Shell;

/// <summary>
/// A page about one project. Its route holds <c>{ProjectId:long}</c> and its layout is <see cref="ProjectLayout"/>, which
/// renders it once the project is loaded, and anew when another project is chosen.
/// </summary>
public abstract class ProjectPage : ComponentBase
{
    [Parameter]
    public long ProjectId { get; set; }

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;
}
