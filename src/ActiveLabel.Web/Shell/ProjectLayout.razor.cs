using System.Globalization;
using ActiveLabel.Web.Access;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Shell;

/// <summary>Loads the project that the address names, once for all of its pages. The gate has let its visitor pass.</summary>
public sealed partial class ProjectLayout
{
    private ProjectContext? _context;
    private bool _missing;

    [CascadingParameter]
    public RouteData Route { get; set; } = null!;

    [CascadingParameter]
    public Admission Admission { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        var id = Convert.ToInt64(Route.RouteValues["ProjectId"], CultureInfo.InvariantCulture);
        if (_context?.Id == id && _context.Visitor == Admission.Visitor && _context.Role == Admission.Role)
            return;

        if (_context?.Id != id)
            _context = null;
        _context = await LoadAsync(id);
        _missing = _context is null;
    }

    private async Task<ProjectContext?> LoadAsync(long id) =>
        Admission is { Visitor: { } visitor, Role: { } role } && await Projects.FindAsync(id, CancellationToken.None) is { } project
            ? new ProjectContext(project, visitor, role, () => ReloadAsync(id))
            : null;

    private async Task ReloadAsync(long id)
    {
        _context = await LoadAsync(id) ?? _context;
        await InvokeAsync(StateHasChanged);
    }
}
