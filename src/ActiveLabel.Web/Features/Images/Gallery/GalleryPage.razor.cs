using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Gallery;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using MudBlazor;

namespace ActiveLabel.Web.Features.Images.Gallery;

/// <summary>All images of a project, as many rows at a time as are in view. Filter and order stand in the address.</summary>
public sealed partial class GalleryPage : IAsyncDisposable
{
    /// <summary>Pixels, the same for every row: so the scroll bar is right before anything below is loaded. The style says the same.</summary>
    private const float RowHeight = 208;

    private const int FewestColumns = 2;

    /// <summary>Images that fill a large window.</summary>
    private const int FirstTiles = 48;

    private static readonly TimeSpan Progress = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _left = new();

    /// <summary>The browser shows what was there first.</summary>
    private readonly TaskCompletionSource _seen = new();

    private readonly Chosen _chosen = new();
    private GalleryQuery _query = GalleryQuery.All;
    private GalleryColumns? _columnsOfProject;
    private GallerySelection? _selection;
    private GalleryCounts? _counts;
    private Virtualize<GalleryRow>? _shown;

    /// <summary>What is seen before the window has told how wide it is, and the rows in view are read.</summary>
    private IReadOnlyList<GalleryTileView> _first = [];

    private IReadOnlyDictionary<long, Person> _people = new Dictionary<long, Person>();
    private IReadOnlyList<Round> _rounds = [];
    private BulkLabelling? _newest;
    private ElementReference _rows;
    private MountedScript? _script;
    private DotNetObjectReference<GalleryPage>? _self;
    private ThrottledRefresh? _refresh;
    private int _columns;
    private int _present;
    private bool _filtersOpen;
    private bool _shift;
    private bool _moving;
    private string? _shownAddress;

    [Inject] private IImageStore Images { get; set; } = null!;

    [Inject] private IPersonStore Persons { get; set; } = null!;

    [Inject] private IRoundStore Rounds { get; set; } = null!;

    [Inject] private IBulkLabels Labels { get; set; } = null!;

    [Inject] internal GalleryBook Book { get; set; } = null!;

    [Inject] internal BulkDesk Bulk { get; set; } = null!;

    [Inject] internal SplitMover Mover { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IDialogService Dialogs { get; set; } = null!;

    [Inject] private ISnackbar Snackbar { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    private bool IsNewest => _query.Filter.IsEmpty && _query.Order == GalleryOrder.Newest;

    private string Found => _selection is null ? Wording.Count(_present, "image") : (_selection.Ids.Count == _selection.Total, _chosen.Count) switch
    {
        (true, 0) => Wording.Count(_selection.Total, "image"),
        (false, 0) => $"{_selection.Ids.Count:N0} of {Wording.Count(_selection.Total, "image")}",
        (true, var chosen) => $"{Wording.Count(_selection.Total, "image")}, {chosen:N0} chosen",
        (false, var chosen) => $"{_selection.Ids.Count:N0} of {Wording.Count(_selection.Total, "image")}, {chosen:N0} chosen",
    };

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= LocationChanged;
        Bulk.Changed -= BulkChanged;
        await _left.CancelAsync();
        if (_refresh is not null)
            await _refresh.DisposeAsync();
        if (_script is not null)
            await _script.DisposeAsync();
        _self?.Dispose();
        _left.Dispose();
    }

    /// <summary>The window became wider or narrower.</summary>
    [JSInvokable]
    public async Task ColumnsChanged(int columns)
    {
        if (columns == _columns || columns < FewestColumns)
            return;

        _columns = columns;
        if (_shown is not null)
            await _shown.RefreshDataAsync();
        // Only now: what was read anew is drawn with the page.
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += LocationChanged;
        Bulk.Changed += BulkChanged;
        _refresh = new ThrottledRefresh(_ => InvokeAsync(StateHasChanged), Progress, TimeSpan.FromMinutes(1), Time);
        await ShowFirstAsync();
        // All that follows takes longer, and would keep the first images from the browser.
        await _seen.Task.WaitAsync(_left.Token);
        if (_selection is null && IsNewest)
            await ListAsync();
        await LoadAsync(atOnce: false);
        if (_shown is not null)
            await _shown.RefreshDataAsync();
        _people = await Persons.ListAsync(_left.Token);
        _rounds = [.. (await Rounds.ListAsync(ProjectId, _left.Token)).Reverse()];
        _newest = await Labels.NewestAsync(ProjectId, Context.Visitor.PersonId, _left.Token);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        _seen.TrySetResult();
        if (!firstRender)
            return;

        _self = DotNetObjectReference.Create(this);
        _script = new MountedScript(Script, "gallery");
        await _script.MountAsync(_rows, _self);
    }

    /// <summary>What was known a while ago, or else the newest images: to see whether that is still so, or to read all that can be filtered by, takes longer.</summary>
    private async Task ShowFirstAsync()
    {
        _query = GalleryQuery.Read(Navigation.Uri);
        if (Book.Kept(ProjectId) is { } kept && _query.Order != GalleryOrder.Novelty)
        {
            _columnsOfProject = kept;
            var shown = _selection = await kept.SelectAsync(_query.Filter, _query.Order, _left.Token);
            _counts = shown.Counts;
            var first = await TilesAsync(shown.Ids, 0, FirstTiles, _left.Token);
            if (ReferenceEquals(_selection, shown))
                _first = first;
        }
        else if (IsNewest)
        {
            (_present, var newest) = await Images.ListNewestAsync(ProjectId, FirstTiles, _left.Token);
            if (_selection is null)
                _first = [.. newest.Select((image, place) => new GalleryTileView(image.Image.Id, place, image, Note: null))];
        }

        StateHasChanged();
    }

    /// <summary>All images, the newest first, without what they can be filtered by.</summary>
    private async Task ListAsync()
    {
        long[] ids = [.. await Images.ListIdsAsync(ProjectId, Split.Pool, _left.Token), .. await Images.ListIdsAsync(ProjectId, Split.Test, _left.Token)];
        Array.Sort(ids, (one, other) => other.CompareTo(one));
        _selection ??= new GallerySelection(ids, GalleryCounts.None) { Total = ids.Length };
        StateHasChanged();
    }

    private async Task LoadAsync(bool atOnce)
    {
        _shownAddress = Navigation.Uri;
        _query = GalleryQuery.Read(Navigation.Uri);
        var (asked, query) = (_shownAddress, _query);
        var columns = await Book.OfAsync(Context.Project, atOnce, _left.Token);
        var selection = await columns.SelectAsync(query.Filter, query.Order, _left.Token);
        // Whoever has chosen another filter meanwhile waits for that.
        if (_shownAddress != asked)
            return;

        _columnsOfProject = columns;
        _counts = selection.Counts;
        // What is shown already stays: the same list leaves every tile where it is.
        if (_selection is { } shown && shown.Ids.SequenceEqual(selection.Ids))
            _selection = selection with { Ids = shown.Ids };
        else
            (_selection, _first) = (selection, []);
    }

    private async ValueTask<ItemsProviderResult<GalleryRow>> RowsAsync(ItemsProviderRequest request)
    {
        var (ids, columns) = (_selection!.Ids, _columns);
        var tiles = await TilesAsync(ids, request.StartIndex * columns, request.Count * columns, request.CancellationToken);
        // Before it knows how many rows fit, the first question is about none.
        if (_first.Count > 0 && tiles.Count > 0 && !request.CancellationToken.IsCancellationRequested)
            _ = InvokeAsync(ShowRowsAsync);
        return new ItemsProviderResult<GalleryRow>([.. tiles.Chunk(columns).Select(row => new GalleryRow(row[0].Place, row))], (ids.Count + columns - 1) / columns);
    }

    /// <summary>The rows are drawn first, and what they take the place of goes then.</summary>
    private async Task ShowRowsAsync()
    {
        await Task.Yield();
        _first = [];
        StateHasChanged();
    }

    private async Task<IReadOnlyList<GalleryTileView>> TilesAsync(IReadOnlyList<long> ids, int first, int count, CancellationToken cancel)
    {
        long[] wanted = [.. ids.Skip(first).Take(count)];
        var found = await Images.FindAsync(ProjectId, wanted, cancel);
        return [.. wanted.Select((id, at) => new GalleryTileView(id, first + at, found.GetValueOrDefault(id), _columnsOfProject?.Find(id)))];
    }

    private string AddressOf(long imageId) => Context.Address($"images/{imageId}{_query}");

    private string Answer(long? classId) => classId is null ? "poor example" : Context.FindClass(classId)?.Name ?? "a class that is gone";

    private void Show(GalleryQuery query) => Navigation.NavigateTo(Context.Address($"images{query}"));

    private void Sort(ChangeEventArgs change)
    {
        if (Enum.TryParse<GalleryOrder>(change.Value as string, out var order))
            Show(_query with { Order = order });
    }

    private void LocationChanged(object? sender, LocationChangedEventArgs change)
    {
        // On the way to another page there is nothing to show any more.
        if (new Uri(change.Location).AbsolutePath == Context.Address("images") && change.Location != _shownAddress)
            _ = InvokeAsync(ShowAnewAsync);
    }

    private async Task ShowAnewAsync()
    {
        try
        {
            _chosen.Clear();
            await LoadAsync(atOnce: false);
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left meanwhile.
        }
    }

    private void BulkChanged(long projectId)
    {
        if (projectId == ProjectId)
            _refresh?.Ask();
    }
}

/// <summary>One line of the gallery.</summary>
/// <param name="First">Place of its first image.</param>
public sealed record GalleryRow(int First, IReadOnlyList<GalleryTileView> Tiles);

/// <param name="Place">Zero-based, among all that are shown.</param>
/// <param name="Image">Null where it has gone since.</param>
public sealed record GalleryTileView(long Id, int Place, AnsweredImage? Image, GalleryNote? Note);
