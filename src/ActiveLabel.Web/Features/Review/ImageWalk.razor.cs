using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Projects;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ActiveLabel.Web.Features.Review;

/// <summary>Walks images by keyboard and corrects their labels.</summary>
public sealed partial class ImageWalk : IDisposable
{
    private const int Page = 48;
    private const string PoorExampleKey = "p";
    private const string BackKey = "u";

    /// <summary>Keys that are pressed faster than labels are saved are taken one after the other, each for the image that follows.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    private ImageThumb?[] _thumbs = [];
    private int _shown = Page;
    private int _selected;
    private bool _gone;
    private int? _focus;

    /// <summary>Unique on its page.</summary>
    [Parameter, EditorRequired] public required string Id { get; set; }

    [Parameter, EditorRequired] public required ModelReview Review { get; set; }

    /// <summary>At least one image.</summary>
    [Parameter, EditorRequired] public required OpenedImages Opened { get; set; }

    /// <summary>In the order of the matrix.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<ProjectClass> Classes { get; set; }

    [Parameter] public EventCallback<Relabelling> OnRelabel { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>What the last correction did.</summary>
    [Parameter] public string Said { get; set; } = "";

    private JudgingImage Selected => Review.Find(Opened.ImageIds[_selected]);

    public void Dispose()
    {
        _gone = true;
        _turn.Dispose();
    }

    protected override void OnInitialized()
    {
        _thumbs = new ImageThumb?[Opened.ImageIds.Count];
        (_selected, _focus) = (Opened.Start, Opened.Start);
        _shown = Math.Max(Page, Opened.Start + 1);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is not { } index)
            return;

        _focus = null;
        if (_thumbs[index] is { } thumb)
            await thumb.FocusAsync();
    }

    private async Task PressAsync(KeyboardEventArgs press)
    {
        if (press.CtrlKey || press.AltKey || press.MetaKey)
            return;

        var key = press.Key.ToLowerInvariant();
        if (key == "escape")
            await OnClose.InvokeAsync();
        else if (!Review.CanCorrect)
            return;
        else if (key == PoorExampleKey)
            await AnswerAsync(truth: null);
        else if (key == BackKey)
            await OnRelabel.InvokeAsync(new Relabelling(Selected.Image.Id, Opened.First[Selected.Image.Id]));
        else if (Classes.Index().FirstOrDefault(c => c.Item.Key == key) is { Item: not null } found)
            await AnswerAsync(found.Index);
    }

    /// <summary>By key: the next image follows at once, as on the Label page, unless somebody else was faster.</summary>
    private async Task AnswerAsync(int? truth)
    {
        await _turn.WaitAsync();
        try
        {
            var image = Selected.Image.Id;
            await RelabelAsync(truth);
            if (Review.Find(image).Truth == truth && _selected + 1 < Math.Min(_shown, Opened.ImageIds.Count))
                (_selected, _focus) = (_selected + 1, _selected + 1);
        }
        finally
        {
            // A label that was being saved when the images were closed is saved all the same.
            if (!_gone)
                _turn.Release();
        }
    }

    private Task RelabelAsync(int? truth) => OnRelabel.InvokeAsync(new Relabelling(Selected.Image.Id, truth));

    private void More() => (_focus, _shown) = (_shown, _shown + Page);
}
