using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace ActiveLabel.Web.Shell;

/// <summary>The project's part of the bar: its name, the way to other projects, and its pages.</summary>
public sealed partial class ProjectBar : IDisposable
{
    /// <summary>Where in the bar it stands.</summary>
    public const string Section = "project";

    private const int Most = 12;

    private IReadOnlyList<Project> _others = [];

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    [Inject]
    private IProjectStore Projects { get; set; } = null!;

    [Inject]
    internal Doorkeeper Door { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    public void Dispose() => Navigation.LocationChanged -= LocationChanged;

    protected override void OnInitialized() => Navigation.LocationChanged += LocationChanged;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Script.InvokeVoidAsync("activelabel.tabs.reveal");
    }

    private void LocationChanged(object? sender, LocationChangedEventArgs change) =>
        _ = InvokeAsync(() => Script.InvokeVoidAsync("activelabel.tabs.reveal").AsTask());

    private async Task ListAsync()
    {
        var mine = await Door.ProjectsAsync(Context.Visitor, CancellationToken.None);
        _others = [.. (await Projects.ListAsync(CancellationToken.None)).Where(p => p.Id != Context.Id && mine?.ContainsKey(p.Id) != false).Take(Most)];
    }
}
