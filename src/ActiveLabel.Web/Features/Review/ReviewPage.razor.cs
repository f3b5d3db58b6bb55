using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Shell;
using ActiveLabel.Web.Shell.Charts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ActiveLabel.Web.Features.Review;

/// <summary>A model version taken apart, down to its images, whose labels are corrected in place.</summary>
public sealed partial class ReviewPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<ModelSummary> _versions = [];
    private ModelVersion? _version;
    private ModelReview? _review;
    private OpenedCell? _opened;
    private ConfusionScale _scale;
    private string? _reason;
    private string _said = "";
    private bool _loaded;
    private bool _missing;
    private int? _newer;

    /// <summary>Number of the version to show; the newest unless given.</summary>
    [SupplyParameterFromQuery(Name = "version")]
    private int? Number { get; set; }

    [Inject] private IModelStore Models { get; set; } = null!;

    [Inject] private ModelReviewer Reviewer { get; set; } = null!;

    [Inject] private LabelCorrection Correction { get; set; } = null!;

    [Inject] private RoundFeed Feed { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ISnackbar Snackbar { get; set; } = null!;

    private IReadOnlyList<string> ClassNames => [.. Context.Classes.Select(c => c.Name)];

    public async ValueTask DisposeAsync()
    {
        Feed.Changed -= RoundChanged;
        await _left.CancelAsync();
        _left.Dispose();
    }

    protected override void OnInitialized() => Feed.Changed += RoundChanged;

    protected override async Task OnParametersSetAsync()
    {
        // The address without a version means the newest, also when one has come since.
        if (_loaded && _version?.Number == Number)
            return;

        (_loaded, _newer, _opened, _said) = (false, null, null, "");
        _versions = await Models.ListAsync(ProjectId, _left.Token);
        var chosen = Number is null ? _versions.LastOrDefault() : _versions.FirstOrDefault(v => v.Number == Number);
        _missing = Number is not null && chosen is null;
        _version = chosen is null ? null : await Models.FindAsync(chosen.Id, _left.Token);
        var outcome = _version is null ? null : await Reviewer.ReviewAsync(_version, _left.Token);
        (_review, _reason) = (outcome?.Review, outcome?.Reason);
        _loaded = true;
    }

    private static string Describe(ModelSummary version) => version.Evaluation is { } evaluation
        ? $"{version.Number} · {Wording.Count(version.TrainingCount, "label")} · {Wording.Percent(evaluation.Accuracy)}"
        : $"{version.Number} · {Wording.Count(version.TrainingCount, "label")}";

    private void Choose(ChangeEventArgs change) => Navigation.NavigateTo(Context.Address($"review?version={change.Value}"));

    private void Open(ConfusionCell cell) => _opened = _opened?.Cell == cell
        ? null
        : new OpenedCell(cell, [.. _review!.Cell(cell.Truth, cell.Predicted).Select(i => i.Image.Id)]);

    private async Task RelabelAsync(Relabelling wish)
    {
        var image = _review!.Find(wish.ImageId);
        if (image.Truth == wish.Truth)
            return;

        try
        {
            await Correction.AppendAsync(_version!, image, wish.Truth, CancellationToken.None);
        }
        catch (WrongUseException error)
        {
            Snackbar.Add(error.Message, Severity.Error);
            return;
        }

        var before = _review.Result.Summary.Accuracy;
        _review = _review.Correct(wish.ImageId, wish.Truth);
        _said = ReviewWords.Corrected(image, wish.Truth is { } k ? ClassNames[k] : null, before, _review);
    }

    private void RoundChanged(Round round)
    {
        if (round.ProjectId == ProjectId && round.State == RoundState.Ready)
            _ = InvokeAsync(LookForNewerAsync);
    }

    private async Task LookForNewerAsync()
    {
        if (_left.IsCancellationRequested)
            return;

        var newest = await Models.ListAsync(ProjectId, _left.Token);
        if (newest.Count == _versions.Count || newest.Count == 0)
            return;

        if (_version is null)
        {
            _loaded = false;
            await OnParametersSetAsync();
        }
        else
        {
            _newer = newest[^1].Number;
        }

        StateHasChanged();
    }
}
