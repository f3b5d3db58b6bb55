using ActiveLabel.Web.Intake;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Projects.Overview;

/// <summary>What is being done to a project's images right now, and what is left of uploads that were cut off.</summary>
public sealed partial class WorkPanel
{
    private IReadOnlyList<WorkProgress> _shown = [];
    private IReadOnlyList<ImportRequest> _stalled = [];
    private IDisposable? _subscription;

    [Parameter, EditorRequired]
    public long ProjectId { get; set; }

    /// <summary>Some work began or ended, so that the project's figures may be others.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _subscription = Board.Subscribe(ProjectId, () => _ = InvokeAsync(ReadAsync));
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var before = _shown.Select(w => (w.Kind, w.State)).ToList();
        _shown = [.. Enum.GetValues<WorkKind>().Select(kind => Board.Find(ProjectId, kind)).OfType<WorkProgress>().Where(IsShown)];
        var uploading = _shown.Any(w => w is { Kind: WorkKind.Upload, State: WorkState.Running });
        _stalled = uploading ? [] : [.. (await Shelf.UnfinishedAsync(ProjectId, CancellationToken.None)).Where(r => !Shelf.IsStarted(r))];
        StateHasChanged();
        if (!before.SequenceEqual(_shown.Select(w => (w.Kind, w.State))))
            await Changed.InvokeAsync();
    }

    // How an import ended is told by its report, a stopped upload by what can be done about it.
    private static bool IsShown(WorkProgress work) => work.Kind == WorkKind.Featurize
        ? work.State is not WorkState.Done
        : !work.IsOver;

    private void Cancel(WorkKind kind)
    {
        if (kind == WorkKind.Import)
            Imports.Cancel(ProjectId);
        else
            Features.Cancel(ProjectId);
    }

    private async Task DiscardAsync(ImportRequest upload)
    {
        await Uploads.DiscardAsync(ProjectId, upload.Id, CancellationToken.None);
        await ReadAsync();
    }
}
