using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Projects;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ActiveLabel.Web.Features.Review;

/// <summary>Walks the images of one cell by keyboard.</summary>
public sealed partial class CellPanel
{
    private const int Page = 48;
    private const string PoorExampleKey = "p";
    private const string BackKey = "u";

    private ImageThumb?[] _thumbs = [];
    private int _shown = Page;
    private int _selected;
    private int? _focus = 0;

    [Parameter, EditorRequired] public required ModelReview Review { get; set; }

    [Parameter, EditorRequired] public required OpenedCell Cell { get; set; }

    /// <summary>In the order of the matrix.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<ProjectClass> Classes { get; set; }

    [Parameter] public EventCallback<Relabelling> OnRelabel { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>What the last correction did.</summary>
    [Parameter] public string Said { get; set; } = "";

    private JudgingImage Selected => Review.Find(Cell.ImageIds[_selected]);

    private string Heading => (Cell.Cell.IsRight, Wording.Count(Cell.ImageIds.Count, "image")) switch
    {
        (true, var images) => $"{images} of {Classes[Cell.Cell.Truth].Name}, predicted right",
        (_, var images) => $"{images} labelled {Classes[Cell.Cell.Truth].Name}, predicted {Classes[Cell.Cell.Predicted].Name}",
    };

    protected override void OnInitialized() => _thumbs = new ImageThumb?[Cell.ImageIds.Count];

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
        else if (key == PoorExampleKey)
            await AnswerAsync(truth: null);
        else if (key == BackKey)
            await OnRelabel.InvokeAsync(new Relabelling(Selected.Image.Id, Cell.Cell.Truth));
        else if (Classes.Index().FirstOrDefault(c => c.Item.Key == key) is { Item: not null } found)
            await AnswerAsync(found.Index);
    }

    /// <summary>By key: the next image follows at once, as on the Label page.</summary>
    private async Task AnswerAsync(int? truth)
    {
        await RelabelAsync(truth);
        if (_selected + 1 < Math.Min(_shown, Cell.ImageIds.Count))
            (_selected, _focus) = (_selected + 1, _selected + 1);
    }

    private Task RelabelAsync(int? truth) => OnRelabel.InvokeAsync(new Relabelling(Selected.Image.Id, truth));

    private void More() => (_focus, _shown) = (_shown, _shown + Page);
}
