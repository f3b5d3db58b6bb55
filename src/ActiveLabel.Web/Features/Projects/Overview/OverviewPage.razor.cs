using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Web.Intake;
using ActiveLabel.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Projects.Overview;

/// <summary>Where a project stands and what to do next.</summary>
public sealed partial class OverviewPage : IDisposable
{
    private const int Pictures = 16;

    private ProjectGlance? _glance;
    private ImportReports? _reports;
    private bool _working;

    [Inject]
    private ProjectGlances Glances { get; set; } = null!;

    [Inject]
    private ProgressBoard Board { get; set; } = null!;

    [Inject]
    private RoundFeed Rounds { get; set; } = null!;

    private string LabelledNote => $"of {_glance!.Counts.Pool:N0} in the pool";

    private string TestNote => _glance!.Counts.Test == 0 ? "none set aside" : $"{_glance.Counts.TestLabelled:N0} with a known class";

    private string AccuracyText => _glance!.Model?.Evaluation is { } evaluation ? Wording.Percent(evaluation.BalancedAccuracy) : "–";

    private string AccuracyNote => _glance!.Model switch
    {
        null => "no model yet",
        { Evaluation: null } => "too few images to judge it",
        { Evaluation: { Basis: EvaluationBasis.TestSplit } e } model => $"version {model.Number}, on {Wording.Count(e.Count, "test image")}",
        { Evaluation: { } e } model => $"version {model.Number}, on {Wording.Count(e.Count, "random image")}",
    };

    public void Dispose() => Rounds.Changed -= RoundChanged;

    protected override async Task OnInitializedAsync()
    {
        Rounds.Changed += RoundChanged;
        await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        _glance = await Glances.LookAsync(Context.Project, Pictures, CancellationToken.None);
        _working = Enum.GetValues<WorkKind>().Any(kind => Board.Find(Context.Id, kind) is { IsOver: false });
        if (_reports is not null)
            await _reports.LoadAsync();
    }

    private void RoundChanged(Round round)
    {
        if (round.ProjectId == ProjectId && round.IsOver)
            _ = FollowAsync();
    }

    private async Task FollowAsync()
    {
        try
        {
            await InvokeAsync(RefreshAsync);
            await InvokeAsync(StateHasChanged);
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
}
