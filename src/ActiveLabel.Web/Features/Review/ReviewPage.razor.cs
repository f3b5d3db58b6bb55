using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
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

    /// <summary>One correction at a time: each builds on the review that the one before left.</summary>
    private readonly SemaphoreSlim _correcting = new(1);

    private ReviewAddress _shown = new(null, null);
    private IReadOnlyList<ModelSummary> _versions = [];
    private IReadOnlyList<PossibleJudges> _judges = [];
    private ModelVersion? _version;
    private ModelReview? _review;
    private string? _reason;
    private string _said = "";
    private bool _asked;
    private bool _loaded;
    private bool _rest;
    private bool _missing;
    private int? _newer;

    /// <summary>Number of the version to show; the newest unless given.</summary>
    [SupplyParameterFromQuery(Name = "version")]
    private string? Number { get; set; }

    /// <summary>Which images judge.</summary>
    [SupplyParameterFromQuery]
    private string? By { get; set; }

    /// <summary>Id of the class whose curves are shown, or all.</summary>
    [SupplyParameterFromQuery]
    private string? Class { get; set; }

    /// <summary>The threshold.</summary>
    [SupplyParameterFromQuery]
    private string? From { get; set; }

    /// <summary>The cell whose images are shown.</summary>
    [SupplyParameterFromQuery]
    private string? Cell { get; set; }

    [Inject] private IModelStore Models { get; set; } = null!;

    [Inject] private ModelReviewer Reviewer { get; set; } = null!;

    [Inject] private LabelCorrection Correction { get; set; } = null!;

    [Inject] private RoundFeed Feed { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ISnackbar Snackbar { get; set; } = null!;

    /// <summary>Of the review: somebody may have changed the project's since.</summary>
    private IReadOnlyList<ProjectClass> Classes => _review is null ? Context.Classes : Context.ClassesOf(_review.Version.ClassIds);

    private IReadOnlyList<string> ClassNames => [.. Classes.Select(c => c.Name)];

    private ConfusionCell? OpenCell => _shown.Cell is var (truth, predicted) && Place(truth) is { } t && Place(predicted) is { } p ? new ConfusionCell(t, p) : null;

    public async ValueTask DisposeAsync()
    {
        Feed.Changed -= RoundChanged;
        await _left.CancelAsync();
    }

    protected override void OnInitialized() => Feed.Changed += RoundChanged;

    /// <summary>Whoever opens the page sees the matrix while the curves below it are drawn.</summary>
    protected override void OnAfterRender(bool firstRender)
    {
        if (_review is null || _rest)
            return;

        _rest = true;
        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        var before = _shown;
        _shown = ReviewAddress.Read(Number, By, Class, From, Cell);
        // Also when the page is only drawn anew, as in another theme, or shows another part of the same review.
        if (!_asked || before.Version != _shown.Version || before.By != _shown.By)
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        (_asked, _loaded, _newer, _said) = (true, false, null, "");
        var asked = _shown;
        var versions = await Models.ListAsync(ProjectId, _left.Token);
        var chosen = asked.Version is null ? versions.LastOrDefault() : versions.FirstOrDefault(v => v.Number == asked.Version);
        var version = chosen is null ? null : await Models.FindAsync(chosen.Id, _left.Token);
        (_versions, _version, _missing) = (versions, version, asked.Version is not null && chosen is null);
        var outcome = version is null ? null : await ReviewAsync(version, asked.By);
        // Whoever has chosen something else meanwhile waits for that.
        if ((asked.Version, asked.By) != (_shown.Version, _shown.By))
            return;

        (_review, _reason, _judges) = (outcome?.Review, outcome?.Reason, outcome?.Judges ?? []);
        _loaded = true;
    }

    private void ChooseVersion(int number) => Navigation.NavigateTo(Address(_shown with { Version = number, Cell = null }));

    private void ChooseBasis(EvaluationBasis basis) => Navigation.NavigateTo(Address(_shown with { By = basis, Cell = null }));

    /// <summary>The address without a version means the newest.</summary>
    private async Task ShowNewestAsync()
    {
        if (_shown.Version is null)
            await LoadAsync();
        else
            Navigation.NavigateTo(Address(_shown with { Version = null, Cell = null }));
    }

    private void ShowCell(ConfusionCell? cell) => Keep(_shown with { Cell = cell is { } c ? (Classes[c.Truth].Id, Classes[c.Predicted].Id) : null });

    private void ShowClass(int? k) => Keep(_shown with { AllClasses = k is null, ClassId = k is { } one ? Classes[one].Id : null, From = null });

    private void KeepThreshold(double threshold) => Keep(_shown with { From = threshold });

    /// <summary>The same review, another part of it: the address says so, but going back leaves the review.</summary>
    private void Keep(ReviewAddress next)
    {
        _shown = next;
        Navigation.NavigateTo(Address(next), replace: true);
    }

    private string Address(ReviewAddress address) => Context.Address($"review{address.Query()}");

    private int? Place(long classId) => Classes.Index().Where(c => c.Item.Id == classId).Select(c => (int?)c.Index).FirstOrDefault();

    private async Task<ReviewOutcome> ReviewAsync(ModelVersion version, EvaluationBasis? by)
    {
        try
        {
            return await Reviewer.ReviewAsync(version, by, _left.Token);
        }
        catch (WrongUseException error)
        {
            return new ReviewOutcome(null, error.Message);
        }
    }

    private async Task RelabelAsync(Relabelling wish)
    {
        await _correcting.WaitAsync(_left.Token);
        try
        {
            await CorrectAsync(wish.ImageId, wish.Truth);
        }
        catch (WrongUseException error)
        {
            Snackbar.Add(error.Message, Severity.Error);
        }
        finally
        {
            _correcting.Release();
        }
    }

    private async Task CorrectAsync(long imageId, int? wanted)
    {
        var (before, image) = (_review!, _review!.Find(imageId));
        if (image.Truth == wanted || !before.CanCorrect)
            return;

        var overtaken = await Correction.AppendAsync(Context.Visitor, before.Version, image, wanted, CancellationToken.None);
        var truth = overtaken is null ? wanted : overtaken.Truth;
        var after = before.Correct(imageId, truth);
        // A thousand resamples: not on the thread that draws the page.
        await Task.Run(() => after.Intervals, CancellationToken.None);
        // Whoever looks at something else by now finds it there when they come back.
        if (!ReferenceEquals(_review, before))
            return;

        _review = after;
        var className = truth is { } k ? ClassNames[k] : null;
        if (overtaken is null)
        {
            _said = ReviewWords.Corrected(image, className, before.Result.Summary.Accuracy, after);
            return;
        }

        _said = ReviewWords.Overtaken(image.Image.FileName, overtaken.By, className);
        Snackbar.Add(_said, Severity.Warning);
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
            await LoadAsync();
        else
            _newer = newest[^1].Number;

        StateHasChanged();
    }
}
