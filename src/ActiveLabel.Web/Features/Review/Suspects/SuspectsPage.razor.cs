using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ActiveLabel.Web.Features.Review.Suspects;

/// <summary>Goes through the labels that are likely to be wrong, one at a time, by keyboard.</summary>
public sealed partial class SuspectsPage : IAsyncDisposable
{
    /// <summary>Labels by which the list grows.</summary>
    private const int Step = 25;

    private readonly CancellationTokenSource _left = new();
    private readonly Stack<LabelEntry> _given = [];
    private SearchProgress _progress = SearchProgress.Idle;
    private SuspectList? _list;
    private Suspect? _suspect;
    private IReadOnlyDictionary<long, string> _names = new Dictionary<long, string>();
    private string? _ahead;
    private string? _stale;
    private string _said = "";
    private int _most;
    private int _shownTimes;
    private bool _loaded;
    private bool _busy;
    private bool _isDue;

    [Inject] internal SuspectSearches Searches { get; set; } = null!;

    [Inject] internal ILabelErrorStore Store { get; set; } = null!;

    [Inject] internal SuspectDesk Desk { get; set; } = null!;

    [Inject] internal ISuspectLog Log { get; set; } = null!;

    [Inject] internal IImageStore Images { get; set; } = null!;

    [Inject] internal IModelStore Models { get; set; } = null!;

    [Inject] internal ISnackbar Snackbar { get; set; } = null!;

    private bool IsMine => _list!.Answers.TryGetValue(_suspect!.Label.ImageId, out var answer) && answer.Entry.PersonId == Context.Visitor.PersonId;

    public async ValueTask DisposeAsync()
    {
        Searches.Changed -= SearchChanged;
        await _left.CancelAsync();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Searches.Changed += SearchChanged;
        _progress = Searches.ProgressOf(ProjectId);
        _names = await Desk.NamesAsync(_left.Token);
        await OpenAsync();
        _loaded = true;
    }

    private void SearchChanged(long projectId)
    {
        if (projectId == ProjectId)
            _ = InvokeAsync(FollowAsync);
    }

    private async Task FollowAsync()
    {
        if (_left.IsCancellationRequested)
            return;

        var wasRunning = _progress.IsRunning;
        _progress = Searches.ProgressOf(ProjectId);
        _isDue |= wasRunning && _progress is { IsRunning: false, Failure: null };
        await OpenDueAsync();
        StateHasChanged();
    }

    /// <summary>One thing at a time; what was found while it was done is laid out after it.</summary>
    private async Task AloneAsync(Func<Task> work)
    {
        if (_busy)
            return;

        _busy = true;
        try
        {
            await work();
        }
        catch (WrongUseException refused)
        {
            Snackbar.Add(refused.Message, Severity.Error);
        }
        finally
        {
            _busy = false;
        }

        await OpenDueAsync();
    }

    private async Task OpenDueAsync()
    {
        if (!_isDue || _busy || _left.IsCancellationRequested)
            return;

        _isDue = false;
        await AloneAsync(OpenAsync);
    }

    /// <summary>Lays out the newest search, unless it is the one that lies there.</summary>
    private async Task OpenAsync()
    {
        var search = await Store.FindAsync(ProjectId, _left.Token);
        if (search is null || !search.ClassIds.SequenceEqual(Context.Classes.Select(c => c.Id)))
        {
            (_list, _suspect) = (null, null);
            return;
        }

        if (_list?.Search == search)
            return;

        _given.Clear();
        (_most, _said) = (search.Suspects, "");
        _list = await SuspectList.ReadAsync(Log, Images, search, _most, _left.Token);
        await ShowAsync(_list.NextOpen(0));
        await LookWhetherStaleAsync(search);
    }

    private async Task LookWhetherStaleAsync(LabelErrorSearch search)
    {
        var newest = (await Models.ListAsync(ProjectId, _left.Token)).LastOrDefault();
        _stale = SuspectWords.Stale(await Log.CountSinceAsync(ProjectId, search.LabelMark, _left.Token), newest?.Id == search.ModelVersionId ? null : newest?.Number);
    }

    private void Search() => Searches.Start(ProjectId);

    private Task MoreAsync() => AloneAsync(async () =>
    {
        _most += Step;
        await ReadAnewAsync();
        await ShowAsync(_list!.NextOpen(0));
    });

    private async Task ReadAnewAsync() => _list = await SuspectList.ReadAsync(Log, Images, _list!.Search, _most, _left.Token);

    /// <param name="place">Null where all are looked at.</param>
    private async Task ShowAsync(int? place)
    {
        _suspect = null;
        _shownTimes++;
        while (place is { } at && (_suspect = await Desk.ShowAsync(Context.Project, _list!, at, _left.Token)) is null)
        {
            // The image is gone, and with it the question.
            _list = _list! with { Labels = [.. _list.Labels.Where((_, i) => i != at)] };
            place = _list.NextOpen(at);
        }

        _ahead = _suspect is not null && _list!.NextOpen(_suspect.Place + 1) is { } next && next != _suspect.Place
            && await Images.FindAsync(ProjectId, _list.Labels[next].ImageId, _left.Token) is { } image
            ? SuspectStage.AddressOf(image.Image)
            : null;
    }

    private Task StepAsync(int by) => AloneAsync(async () =>
    {
        var place = _suspect?.Place + by;
        if (place >= 0 && place < _list!.Labels.Count)
            await ShowAsync(place);
        else if (place > 0 && _list!.NextOpen(0) is null)
            await ShowAsync(null);
    });

    /// <summary>Null where it is on the list no more.</summary>
    private int? PlaceOf(long imageId) => _list!.Labels.Index().Where(label => label.Item.ImageId == imageId).Select(label => (int?)label.Index).FirstOrDefault();

    private Task AnswerAsync(SuspectVerdict verdict) => AloneAsync(async () =>
    {
        // A key that was meant for the image before says nothing about this one.
        if (_suspect is not { } suspect || suspect.Label.ImageId != verdict.ImageId)
            return;

        var newer = await Desk.AnswerAsync(Context.Visitor, suspect, _list!.Search, verdict.ClassId, CancellationToken.None);
        await ReadAnewAsync();
        var classes = Context.ClassesOf(_list.Search.ClassIds);
        if (newer is not null)
        {
            _said = SuspectWords.Overtaken(newer, classes, await Desk.NamesAsync(_left.Token));
            Snackbar.Add(_said, Severity.Warning);
            await ShowAsync(PlaceOf(verdict.ImageId));
            return;
        }

        if (_list.Answers.TryGetValue(verdict.ImageId, out var answer))
            _given.Push(answer.Entry);
        _said = SuspectWords.Said(suspect, verdict.ClassId, _list, classes);
        await ShowAsync(_list.NextOpen(PlaceOf(verdict.ImageId) ?? 0));
    });

    /// <summary>Of the suspect that is shown, where the visitor has answered it; else of the one that they answered last.</summary>
    private Task UndoAsync() => AloneAsync(async () =>
    {
        if (_list is null)
            return;

        LabelEntry answer;
        if (_suspect is not null && IsMine)
            answer = _list.Answers[_suspect.Label.ImageId].Entry;
        else if (!_given.TryPop(out answer!))
            return;

        await Desk.TakeBackAsync(Context.Visitor, answer, CancellationToken.None);
        await ReadAnewAsync();
        _said = $"Taken back. {_list.LookedAt:N0} of {_list.Labels.Count:N0} looked at.";
        await ShowAsync(PlaceOf(answer.ImageId) ?? _list.NextOpen(0));
    });
}
