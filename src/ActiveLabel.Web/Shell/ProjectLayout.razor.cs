using System.Globalization;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Access;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Shell;

/// <summary>
/// Loads the project that the address names for all of its pages, and anew when somebody has changed its classes. The gate has
/// let its visitor pass.
/// </summary>
public sealed partial class ProjectLayout : IDisposable
{
    private ProjectContext? _context;
    private bool _missing;

    [CascadingParameter]
    public RouteData Route { get; set; } = null!;

    [CascadingParameter]
    public Admission Admission { get; set; } = null!;

    [Inject]
    internal RoundFeed Feed { get; set; } = null!;

    public void Dispose() => Feed.Changed -= RoundChanged;

    protected override void OnInitialized() => Feed.Changed += RoundChanged;

    protected override async Task OnParametersSetAsync()
    {
        var id = Asked;
        if (_context?.Id == id && _context.Visitor == Admission.Visitor && _context.Role == Admission.Role)
        {
            // Nobody waits for that: drawn anew without need, a page would be told its old address once more.
            _ = FollowAsync();
            return;
        }

        if (_context?.Id != id)
            _context = null;
        var loaded = await LoadAsync(id);
        // Whoever has gone on to another project meanwhile waits for that.
        if (id == Asked)
            (_context, _missing) = (loaded, loaded is null);
    }

    private long Asked => Convert.ToInt64(Route.RouteValues["ProjectId"], CultureInfo.InvariantCulture);

    private static bool HasSameClasses(Project one, Project other) =>
        one.ClassMark == other.ClassMark && ClassStamp.Of(one.AllClasses) == ClassStamp.Of(other.AllClasses);

    private void RoundChanged(Round round)
    {
        if (round.IsOver && round.ProjectId == _context?.Id)
            _ = InvokeAsync(FollowAsync);
    }

    /// <summary>Somebody may have changed the classes, and a round may have trained on them.</summary>
    private async Task FollowAsync()
    {
        if (_context is { } shown && await LoadAsync(shown.Id) is { } loaded && !HasSameClasses(loaded.Project, shown.Project) && _context == shown)
        {
            _context = loaded;
            StateHasChanged();
        }
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
