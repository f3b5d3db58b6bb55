using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Shell;

/// <summary>Loads the project that the address names, once for all of its pages.</summary>
public sealed partial class ProjectLayout
{
    private ProjectContext? _context;
    private bool _missing;

    [CascadingParameter]
    public RouteData Route { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        var id = Convert.ToInt64(Route.RouteValues["ProjectId"], CultureInfo.InvariantCulture);
        if (_context?.Id != id)
            await LoadAsync(id);
    }

    private async Task LoadAsync(long id)
    {
        _context = null;
        var project = await Projects.FindAsync(id, CancellationToken.None);
        _missing = project is null;
        _context = project is null ? null : new ProjectContext(project, () => ReloadAsync(id));
    }

    private async Task ReloadAsync(long id)
    {
        if (await Projects.FindAsync(id, CancellationToken.None) is { } project)
            _context = new ProjectContext(project, () => ReloadAsync(id));

        await InvokeAsync(StateHasChanged);
    }
}
