using ActiveLabel.Core;
using ActiveLabel.Core.Features.Map;
using ActiveLabel.Core.Images;
using ActiveLabel.Web.Features.Images;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ActiveLabel.Web.Features.Map;

/// <summary>Groups of near-duplicates, those across the splits first, and the way to bring each into one split.</summary>
public sealed partial class DuplicateList
{
    private const int Page = 20;
    private const int MostOfGroup = 12;

    private DuplicateView? _view;
    private IReadOnlyList<DuplicateSet>? _sets;
    private ImageSurvey? _shown;
    private string _said = "";
    private int _first;
    private bool _busy;

    [CascadingParameter]
    public ProjectContext Context { get; set; } = null!;

    [CascadingParameter]
    public ImageSurvey Survey { get; set; } = null!;

    [Inject] internal DuplicateDesk Desk { get; set; } = null!;

    [Inject] internal SplitMover Mover { get; set; } = null!;

    [Inject] private ISnackbar Snackbar { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_shown, Survey))
            return;

        _shown = Survey;
        await LoadAsync();
    }

    private static string Describe(DuplicateSet set) =>
        $"{Wording.Count(set.Group.ImageIds.Count, "image")}{(set.IsAcross ? ", in both splits" : "")}{(set.IsLabelledDifferently ? ", labelled differently" : "")}";

    private async Task LoadAsync()
    {
        _view = await Desk.ViewAsync(Context.Project, CancellationToken.None);
        if (_view is null)
            return;

        _first = Math.Clamp(_first, 0, Math.Max(0, (_view.Groups.Count - 1) / Page * Page));
        _sets = await Desk.ShowAsync(Context.Project, _view, [.. _view.Groups.Skip(_first).Take(Page)], MostOfGroup, CancellationToken.None);
    }

    private Task GoAsync(int first)
    {
        _first = first;
        return LoadAsync();
    }

    private Task MoveAllAsync(Split to) => MoveAsync([.. _view!.Groups.Take(_view.Across).SelectMany(g => g.ImageIds)], to);

    private async Task MoveAsync(IReadOnlyList<long> imageIds, Split to)
    {
        _busy = true;
        try
        {
            var outcome = await Mover.MoveAsync(Context.Visitor, Context.Id, imageIds, to, CancellationToken.None);
            _said = SplitMover.Say(outcome, to);
            Snackbar.Add(_said, outcome.Held.Count == 0 ? Severity.Success : Severity.Warning);
            await LoadAsync();
        }
        catch (WrongUseException refused)
        {
            Snackbar.Add(refused.Message, Severity.Error);
        }
        finally
        {
            _busy = false;
        }
    }
}
