using ActiveLabel.Web.Features.Projects.Demo;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Projects;

/// <summary>All projects, and how far each is.</summary>
public sealed partial class ProjectsPage
{
    private const int Pictures = 6;

    private IReadOnlyList<ProjectGlance>? _glances;
    private bool _making;

    [Inject]
    private ProjectGlances Glances { get; set; } = null!;

    [Inject]
    private DemoProject Demo { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync() =>
        _glances = await Glances.ListAsync(Pictures, CancellationToken.None);

    private async Task MakeDemoAsync()
    {
        _making = true;
        var project = await Demo.EnsureAsync(progress: null, CancellationToken.None);
        Navigation.NavigateTo($"/projects/{project.Id}");
    }
}
