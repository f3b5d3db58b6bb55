using ActiveLabel.Core.Evaluation.Stopping;
using ActiveLabel.Core.Features;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects.ClassChanges;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Rounds;

/// <summary>What the machine is doing now, and how the models got better.</summary>
public sealed partial class RoundsPage : IAsyncDisposable
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(3);

    private RoundsView? _view;
    private StoppingAdvice _advice = StoppingAdvisor.Advise([]);
    private int _advised;
    private ThrottledRefresh? _refresh;
    private bool _requested;

    [Inject] private IRoundStore Rounds { get; set; } = null!;

    [Inject] private IModelStore Models { get; set; } = null!;

    [Inject] private ILabelLog Labels { get; set; } = null!;

    [Inject] private IClassChanges Changes { get; set; } = null!;

    [Inject] private IImageStore Images { get; set; } = null!;

    [Inject] private IFeaturizerCatalogue Featurizers { get; set; } = null!;

    [Inject] private RoundFeed Feed { get; set; } = null!;

    [Inject] private IRoundTrigger Trigger { get; set; } = null!;

    [Inject] private ComparisonDesk Desk { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    private string CurveNote => _view!.Curve.LeftOut switch
    {
        0 => "The band is the 95% interval of the accuracy.",
        var n => $"The band is the 95% interval of the accuracy. {Wording.Count(n, "version")} judged otherwise, or not at all, cannot be compared and {(n == 1 ? "is" : "are")} left out.",
    };

    private string ErasNote => _view!.Curve.Eras < 2
        ? ""
        : "The classes changed where the line is broken: what stands before it is as of the classes of then, and does not compare with what follows.";

    private string NextStep => _view switch
    {
        { PoolImages: 0 } => "This project has no images yet. Bring some in first.",
        { Featurized: 0 } => "The images are not prepared yet: the network has to look at each of them once. The overview shows how far that is.",
        { NewLabels: var n } when n >= Context.Project.Policy.RetrainAfter => "There are enough labels: the first round starts by itself in a moment.",
        _ => $"Label at least one image of two classes; the first model trains after {Wording.Count(Context.Project.Policy.RetrainAfter, "label")}.",
    };

    private string NextAction => NextAddress == Context.Address() ? "To the overview" : "Start labelling";

    private string NextAddress => _view is { PoolImages: > 0, Featurized: > 0 } ? Context.Address("label") : Context.Address();

    public async ValueTask DisposeAsync()
    {
        Feed.Changed -= RoundChanged;
        Desk.Changed -= ComparisonChanged;
        if (_refresh is not null)
            await _refresh.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync(CancellationToken.None);
        _refresh = new ThrottledRefresh(cancel => InvokeAsync(() => RefreshAsync(cancel)), AtMostEvery, AtLeastEvery, Time);
        Feed.Changed += RoundChanged;
        Desk.Changed += ComparisonChanged;
    }

    private void RoundChanged(Round round)
    {
        if (round.ProjectId == ProjectId)
            _refresh?.Ask();
    }

    private void ComparisonChanged(long projectId)
    {
        if (projectId == ProjectId)
            _refresh?.Ask();
    }

    private void Compare() => _ = Desk.StartAsync(ProjectId, LabelPlace.Of(_view!));

    private async Task RefreshAsync(CancellationToken cancel)
    {
        try
        {
            await LoadAsync(cancel);
            StateHasChanged();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var rounds = await Rounds.ListAsync(ProjectId, cancel);
        var versions = await Models.ListAsync(ProjectId, cancel);
        var progress = await Labels.ProgressAsync(ProjectId, cancel);
        var images = await Images.CountAsync(ProjectId, Featurizers.Find(Context.Project.Network)?.Id, cancel);
        var before = _view?.Newest?.Number;
        var classes = await Changes.ListAsync(ProjectId, cancel);
        _view = RoundsView.Of(rounds, versions, classes, progress, images);
        // Versions are only ever added, so that the advice is the same until there is another.
        if (_advised != versions.Count)
            (_advice, _advised) = (StoppingAdvisor.Advise(JudgedRound.Of(ClassEras.Newest(versions, classes))), versions.Count);

        // What was asked for has begun once there is a round that was not there before.
        _requested &= _view.Newest?.Number == before;
    }

    private void Retrain()
    {
        _requested = true;
        Trigger.Request(ProjectId);
    }
}
