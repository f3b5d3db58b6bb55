using ActiveLabel.Core.Features;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Intake;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Projects.Overview;

/// <summary>How a project's imports ended, and which files were left out for which reason.</summary>
public sealed partial class ImportReports
{
    private const int Most = 200;
    private const int Few = 3;

    private IReadOnlyList<ImportReport> _reports = [];
    private IReadOnlyList<ImageFailure> _failures = [];

    [Parameter, EditorRequired]
    public long ProjectId { get; set; }

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    [Inject]
    private ImportShelf Shelf { get; set; } = null!;

    [Inject]
    private IVectorIndex Vectors { get; set; } = null!;

    [Inject]
    private IFeaturizerCatalogue Networks { get; set; } = null!;

    public async Task LoadAsync()
    {
        _reports = await Shelf.ReportsAsync(ProjectId, CancellationToken.None);
        _failures = Networks.Find(Context.Project.Network) is { } featurizer
            ? await Vectors.FailuresAsync(ProjectId, featurizer.Id, CancellationToken.None)
            : [];
        StateHasChanged();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private static string Sum(ImportReport report) =>
        $"{Wording.Count(report.Added, "image")} added" + (report.Refused.Count > 0 ? $", {Wording.Count(report.Refused.Count, "file")} left out" : "");

    private static string When(ImportReport report) => report.At.ToLocalTime().ToString("d MMMM yyyy, HH:mm");

    private static string Some(IReadOnlyList<string> files) =>
        string.Join(", ", files.Take(Few)) + (files.Count > Few ? $" and {files.Count - Few} more" : "");
}
