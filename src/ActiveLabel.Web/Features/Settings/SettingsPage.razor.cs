using ActiveLabel.Core;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Sampling;
using Microsoft.AspNetCore.Components;

namespace ActiveLabel.Web.Features.Settings;

/// <summary>The project's policy, in words for those who answer for the work.</summary>
public sealed partial class SettingsPage
{
    private static readonly IReadOnlyList<QueryStrategy> Usual =
        [QueryStrategy.Default, QueryStrategy.Margin, QueryStrategy.Entropy, QueryStrategy.WorstBestScore, QueryStrategy.Random];

    private static readonly IReadOnlyList<QueryStrategy> Unusual = [.. QueryStrategy.All.Except(Usual)];

    private ConsensusPanel? _consensus;
    private PolicyDraft _draft = PolicyDraft.Of(new ProjectPolicy());
    private string? _refusal;
    private bool _overtaken;
    private string _said = "";

    [Inject] private IProjectStore Projects { get; set; } = null!;

    [Inject] private IRoundTrigger Rounds { get; set; } = null!;

    [Inject] private ConsensusKeeper Consensus { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        // The page may have been open for long in another tab: what is edited is what is saved now.
        var project = await Projects.FindAsync(ProjectId, CancellationToken.None);
        _draft = PolicyDraft.Of((project ?? Context.Project).Policy);
    }

    private static string StartWords(StartStrategy start) => start switch
    {
        StartStrategy.Centroid => "the middles of groups",
        StartStrategy.Typical => "typical images",
        _ => "drawn at random",
    };

    private static string NormalisationWords(Normalisation normalisation) =>
        normalisation == Normalisation.WithinClass ? "what varies within a class counts for less" : "everything counts the same";

    private static string WeightWords(ClassWeights weights) => weights == ClassWeights.Balanced ? "count as much as frequent ones" : "count by their number";

    private static string PenaltyWords(PenaltyChoice choice) => choice == PenaltyChoice.Automatic ? "the machine" : "the two numbers below";

    private static string ConsensusWords(ConsensusMethod method) => method switch
    {
        ConsensusMethod.NewestAnswer => "the newest answer",
        ConsensusMethod.MajorityVote => "what most people say",
        ConsensusMethod.DawidSkene => "people by how right they are",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No words for this method."),
    };

    private static string TrainerWords(TrainerKind kind) => kind switch
    {
        TrainerKind.ElasticNet => "elastic net",
        TrainerKind.Sdca => "dual coordinate ascent",
        TrainerKind.LightGbm => "boosted trees",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No words for this trainer."),
    };

    private async Task SaveAsync()
    {
        (_refusal, _overtaken, _said) = (null, false, "");
        try
        {
            var project = await Projects.ChangeAsync(ProjectId, _draft.Apply, CancellationToken.None);
            _draft = PolicyDraft.Of(project.Policy);
            _said = "Saved. The next round takes it.";
            await Consensus.SettleAsync(ProjectId, CancellationToken.None);
            await (_consensus?.ReadAsync() ?? Task.CompletedTask);
            await Context.Reload();
            // There may be as many new labels already as it now takes.
            Rounds.LabelAppended(ProjectId);
        }
        catch (WrongUseException refused)
        {
            (_refusal, _overtaken) = (refused.Message, _draft.Faults.Count == 0);
        }
    }

    private async Task TakeTheirsAsync()
    {
        (_refusal, _overtaken, _said) = (null, false, "These are the settings as they are saved now.");
        if (await Projects.FindAsync(ProjectId, CancellationToken.None) is { } project)
            _draft = PolicyDraft.Of(project.Policy);
    }
}
