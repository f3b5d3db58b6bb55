using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace ActiveLabel.Web.Features.Images.Gallery;

// What is done with the images that are chosen: labelled, taken back, removed and brought back.
public sealed partial class GalleryPage
{
    private void Choose(int place, MouseEventArgs press)
    {
        if (_selection is null)
            return;

        if (press.ShiftKey || _shift)
            _chosen.Extend(_selection.Ids, place);
        else
            _chosen.Toggle(_selection.Ids, place);
    }

    private void ChooseAll() => _chosen.All(_selection!.Ids);

    private void ChooseNone() => _chosen.Clear();

    private async Task PressAsync(KeyboardEventArgs press)
    {
        _shift = press.ShiftKey;
        if (press.CtrlKey || press.AltKey || press.MetaKey || _chosen.Count == 0)
            return;

        var key = press.Key.ToLowerInvariant();
        if (key == "escape")
            ChooseNone();
        else if (_query.Filter.Split == Split.Removed)
            return;
        else if (key == GalleryWords.PoorKey)
            await LabelAsync(null);
        else if (Context.Classes.FirstOrDefault(c => c.Key == key) is { Key.Length: > 0 } named)
            await LabelAsync(named.Id);
    }

    private async Task LabelAsync(long? classId)
    {
        var ids = _chosen.Of(_selection!.Ids);
        var images = Wording.Count(ids.Count, "image");
        if (ids.Count == 0 || await Dialogs.ShowMessageBoxAsync(
                $"Label {images}?",
                $"{images} will be labelled {Answer(classId)}, whatever they are labelled now. Every label is kept, and you can take all of this back at once.",
                $"Label {images}", cancelText: "Cancel") != true)
            return;

        await DoAsync(() => Bulk.LabelAsync(ProjectId, Context.Visitor.PersonId, ids, classId), result => $"{Wording.Count(result.Written, "image")} labelled {Answer(classId)}.");
    }

    private async Task RemoveAsync()
    {
        var ids = _chosen.Of(_selection!.Ids);
        var images = Wording.Count(ids.Count, "image");
        if (await Dialogs.ShowMessageBoxAsync(
                $"Remove {images}?",
                $"Nobody is asked about {(ids.Count == 1 ? "it" : "them")} any more, and from the next round on {(ids.Count == 1 ? "it trains and judges" : "they train and judge")} nothing. Labels and history are kept, and you can bring all back: under Split, Removed.",
                $"Remove {images}", cancelText: "Cancel") == true)
            await MoveAsync(() => Mover.MoveAsync(Context.Visitor, ProjectId, ids, Split.Removed, CancellationToken.None), Split.Removed);
    }

    private Task BringBackAsync()
    {
        var ids = _chosen.Of(_selection!.Ids);
        return MoveAsync(() => Mover.BringBackAsync(Context.Visitor, ProjectId, ids, CancellationToken.None), to: null);
    }

    private async Task MoveAsync(Func<Task<SplitMoveOutcome>> move, Split? to)
    {
        _moving = true;
        try
        {
            var outcome = await move();
            Snackbar.Add(SplitMover.Say(outcome, to), outcome.Held.Count == 0 ? Severity.Success : Severity.Warning);
        }
        catch (WrongUseException refused)
        {
            Snackbar.Add(refused.Message, Severity.Error);
        }
        finally
        {
            _moving = false;
        }

        if (_left.IsCancellationRequested)
            return;

        _chosen.Clear();
        await LoadAsync(atOnce: true);
        if (_shown is not null)
            await _shown.RefreshDataAsync();
    }

    private Task UndoAsync() => DoAsync(
        () => Bulk.UndoAsync(ProjectId, _newest!, CancellationToken.None), result => $"{Wording.Count(result.Written, "label")} taken back.");

    private async Task DoAsync(Func<Task<BulkResult>> work, Func<BulkResult, string> say)
    {
        try
        {
            var running = work();
            StateHasChanged();
            var result = await running;
            Snackbar.Add(
                result.Refused == 0 ? say(result) : $"{say(result)} {Wording.Count(result.Refused, "image")} could not be: {result.Reason}",
                result.Refused == 0 ? Severity.Success : Severity.Warning);
        }
        catch (WrongUseException refused)
        {
            Snackbar.Add(refused.Message, Severity.Error);
        }

        if (_left.IsCancellationRequested)
            return;

        _chosen.Clear();
        // What was shown stays where it is, with its new labels: a filter that they no longer fit is applied when it is asked for again.
        _columnsOfProject = await Book.OfAsync(Context.Project, atOnce: true, _left.Token);
        _newest = await Labels.NewestAsync(ProjectId, Context.Visitor.PersonId, _left.Token);
        if (_shown is not null)
            await _shown.RefreshDataAsync();
        StateHasChanged();
    }
}
