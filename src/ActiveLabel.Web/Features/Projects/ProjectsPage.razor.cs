using ActiveLabel.Core.People;
using ActiveLabel.Web.Access;
using ActiveLabel.Web.Features.Projects.Demo;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Projects;

/// <summary>The projects that the visitor may open, and how far each is.</summary>
public sealed partial class ProjectsPage
{
    private const int Pictures = 6;

    private IReadOnlyList<ProjectGlance>? _glances;
    private IReadOnlyDictionary<long, ProjectRole>? _mine;
    private bool _making;

    [CascadingParameter]
    public Admission Admission { get; set; } = null!;

    [Inject]
    internal Doorkeeper Door { get; set; } = null!;

    [Inject]
    private ProjectGlances Glances { get; set; } = null!;

    [Inject]
    private DemoProject Demo { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsServerAdmin => Admission.Visitor!.IsServerAdmin;

    protected override async Task OnInitializedAsync()
    {
        _mine = await Door.ProjectsAsync(Admission.Visitor!, CancellationToken.None);
        _glances = await Glances.ListAsync(project => _mine?.ContainsKey(project.Id) != false, Pictures, CancellationToken.None);
    }

    private bool IsAdminOf(ProjectGlance glance) => _mine?.GetValueOrDefault(glance.Project.Id) is null or ProjectRole.Admin;

    private async Task MakeDemoAsync()
    {
        _making = true;
        var project = await Demo.EnsureAsync(progress: null, CancellationToken.None);
        Navigation.NavigateTo($"/projects/{project.Id}");
    }
}
