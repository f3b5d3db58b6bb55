using System.Globalization;
using ActiveLabel.Core;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.People;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Web.Features.Settings;

/// <summary>A number as somebody types it, with its bounds.</summary>
/// <param name="name">As the page calls it; every refusal begins with it.</param>
/// <param name="whole">Whether only whole numbers will do.</param>
public sealed class TypedNumber(string name, double least, double most, bool whole, double value)
{
    public string Name => name;

    public double Least => least;

    public double Most => most;

    public bool Whole => whole;

    public string Text { get; set; } = value.ToString("0.######", CultureInfo.InvariantCulture);

    public double Value => double.Parse(Text, CultureInfo.InvariantCulture);

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public string? Fault =>
        double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var typed) && typed >= least && typed <= most && (!whole || typed == Math.Floor(typed))
            ? null
            : $"{name}: a {(whole ? "whole number" : "number")} from {least} to {most:N0}, please.";
}

/// <summary>A project's policy while somebody edits it.</summary>
public sealed class PolicyDraft
{
    private readonly ProjectPolicy _read;

    /// <param name="read">The policy as it is saved: if it is another one when the draft is saved, somebody came first.</param>
    /// <param name="shown">What the draft begins with.</param>
    private PolicyDraft(ProjectPolicy read, ProjectPolicy shown)
    {
        _read = read;
        (Strategy, Start, SpreadLabels) = (shown.Strategy, shown.Start, shown.SpreadLabels);
        (Weights, Penalties, Trainer) = (shown.Weights, shown.Penalties, shown.Trainer);
        (Normalisation, ShowGuess) = (shown.Normalisation, shown.ShowGuess);
        (Consensus, WeightByConfidence, SecondOpinions) = (shown.Consensus, shown.WeightByConfidence, shown.SecondOpinions);
        BatchSize = new("Images in a batch", 1, 1000, whole: true, shown.BatchSize);
        RetrainAfter = new("Labels until the next round", 1, 1000, whole: true, shown.RetrainAfter);
        AuditPercent = new("Share of random checks", 0, 100, whole: false, shown.AuditShare * 100);
        L1 = new("L1", 0, 1000, whole: false, shown.L1);
        L2 = new("L2", 0, 1000, whole: false, shown.L2);
        var practice = MasteryRule.Of(shown);
        PracticeGoal = new("Right answers in practice", 0, 200, whole: true, practice.Goal);
        PracticePerClass = new("Right answers of each class", 1, 50, whole: true, practice.PerClass);
        PracticeWindow = new("Last answers looked at", 1, 100, whole: true, practice.Window);
        PracticePercent = new("Share of the last answers", 50, 100, whole: false, practice.Share * 100);
        GoldPercent = new("Share of hidden checks", 0, ProjectPolicy.LargestGoldShare * 100, whole: false, shown.GoldShare * 100);
        Overlap = new("People who answer about each image", 1, 10, whole: true, shown.Opinions);
        LeaseMinutes = new("Minutes an image stays reserved", 1, 120, whole: true, shown.LeaseMinutes);
    }

    public QueryStrategy Strategy { get; set; }

    public StartStrategy Start { get; set; }

    public bool SpreadLabels { get; set; }

    public TypedNumber BatchSize { get; }

    public TypedNumber RetrainAfter { get; }

    public TypedNumber AuditPercent { get; }

    public PenaltyChoice Penalties { get; set; }

    public Normalisation Normalisation { get; set; }

    public TrainerKind Trainer { get; set; }

    public TypedNumber L1 { get; }

    public TypedNumber L2 { get; }

    public ClassWeights Weights { get; set; }

    public bool ShowGuess { get; set; }

    public TypedNumber PracticeGoal { get; }

    public TypedNumber PracticePerClass { get; }

    public TypedNumber PracticeWindow { get; }

    public TypedNumber PracticePercent { get; }

    public TypedNumber GoldPercent { get; }

    public TypedNumber Overlap { get; }

    public ConsensusMethod Consensus { get; set; }

    public bool WeightByConfidence { get; set; }

    public bool SecondOpinions { get; set; }

    public TypedNumber LeaseMinutes { get; }

    private TypedNumber[] Numbers =>
        [BatchSize, RetrainAfter, AuditPercent, L1, L2, PracticeGoal, PracticePerClass, PracticeWindow, PracticePercent, GoldPercent, Overlap, LeaseMinutes];

    public IReadOnlyList<string> Faults =>
        [.. Numbers.Select(n => n.Fault).OfType<string>()];

    public static PolicyDraft Of(ProjectPolicy policy) => new(policy, policy);

    /// <summary>The same draft with every value as a new project has it; nothing is saved.</summary>
    public PolicyDraft WithDefaults() => new(_read, new ProjectPolicy());

    /// <summary>Writes it into the project as it is now.</summary>
    /// <exception cref="WrongUseException">A value is out of bounds, or the project's policy is no longer the one that was read.</exception>
    public void Apply(Project project)
    {
        if (Faults.Count > 0)
            throw new WrongUseException(string.Join(' ', Faults));
        if (project.Policy != _read)
            throw new WrongUseException("Somebody else saved these settings while you were editing, and theirs stand. Take theirs over to see them, then change what you still want changed.");

        // What this page does not show stays.
        project.Follow(_read with
        {
            Strategy = Strategy,
            Start = Start,
            SpreadLabels = SpreadLabels,
            BatchSize = (int)BatchSize.Value,
            RetrainAfter = (int)RetrainAfter.Value,
            AuditShare = Share(AuditPercent),
            Penalties = Penalties,
            Normalisation = Normalisation,
            Trainer = Trainer,
            L1 = (float)L1.Value,
            L2 = (float)L2.Value,
            Weights = Weights,
            ShowGuess = ShowGuess,
            PracticeGoal = (int)PracticeGoal.Value,
            PracticePerClass = (int)PracticePerClass.Value,
            PracticeWindow = (int)PracticeWindow.Value,
            PracticeShare = Share(PracticePercent),
            GoldShare = Share(GoldPercent),
            Overlap = (int)Overlap.Value,
            SecondOpinions = SecondOpinions,
            Consensus = Consensus,
            WeightByConfidence = WeightByConfidence,
            LeaseMinutes = (int)LeaseMinutes.Value,
        });
    }
    private static double Share(TypedNumber percent) => percent.Value / 100;
}
