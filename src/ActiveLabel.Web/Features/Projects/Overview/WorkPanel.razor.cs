using ActiveLabel.Web.Intake;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Projects.Overview;

/// <summary>What is being done to a project's images right now, and what is left of uploads that were cut off.</summary>
public sealed partial class WorkPanel
{
    private IReadOnlyList<WorkProgress> _shown = [];
    private IReadOnlyList<ImportRequest> _uploads = [];
    private bool _uploading;
    private string? _reason;
    private IDisposable? _subscription;

    [Parameter, EditorRequired]
    public long ProjectId { get; set; }

    /// <summary>Some work began or ended, so that the project's figures may be others.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _subscription = Board.Subscribe(ProjectId, () => _ = FollowAsync());
        await ReadAsync();
    }

    private async Task FollowAsync()
    {
        try
        {
            await InvokeAsync(ReadAsync);
        }
        catch (ObjectDisposedException)
        {
            // The page was left meanwhile.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private async Task ReadAsync()
    {
        var before = _shown.Select(w => (w.Kind, w.State)).ToList();
        _shown = [.. Enum.GetValues<WorkKind>().Select(kind => Board.Find(ProjectId, kind)).OfType<WorkProgress>().Where(IsShown)];
        _uploading = _shown.Any(w => w is { Kind: WorkKind.Upload, State: WorkState.Running });
        _reason = Board.Find(ProjectId, WorkKind.Upload) is { State: WorkState.Failed } stopped ? stopped.Message : null;
        _uploads = [.. (await Shelf.UnfinishedAsync(ProjectId, CancellationToken.None)).Where(r => !Shelf.IsStarted(r))];
        StateHasChanged();
        if (!before.SequenceEqual(_shown.Select(w => (w.Kind, w.State))))
            await Changed.InvokeAsync();
    }

    // How an import ended is told by its report, a stopped upload by what can be done about it.
    private static bool IsShown(WorkProgress work) => work.Kind == WorkKind.Featurize
        ? work.State is not WorkState.Done
        : !work.IsOver;

    private async Task CancelAsync(WorkKind kind)
    {
        if (kind == WorkKind.Import)
            Imports.Cancel(ProjectId);
        else if (kind == WorkKind.Featurize)
            Features.Cancel(ProjectId);
        else
            await DiscardAllAsync();
    }

    private async Task DiscardAllAsync()
    {
        foreach (var upload in _uploads)
        {
            await Uploads.DiscardAsync(ProjectId, upload.Id, CancellationToken.None);
        }

        await ReadAsync();
    }

    private async Task DiscardAsync(ImportRequest upload)
    {
        await Uploads.DiscardAsync(ProjectId, upload.Id, CancellationToken.None);
        await ReadAsync();
    }
}
