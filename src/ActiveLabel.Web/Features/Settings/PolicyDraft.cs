using System.Globalization;
using ActiveLabel.Core;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
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
        BatchSize = new("Images in a batch", 1, 1000, whole: true, shown.BatchSize);
        RetrainAfter = new("Labels until the next round", 1, 1000, whole: true, shown.RetrainAfter);
        AuditPercent = new("Share of random checks", 0, 100, whole: false, shown.AuditShare * 100);
        L1 = new("L1", 0, 1000, whole: false, shown.L1);
        L2 = new("L2", 0, 1000, whole: false, shown.L2);
        PracticeGoal = new("Right answers in practice", 0, 200, whole: true, shown.PracticeGoal);
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

    public TypedNumber LeaseMinutes { get; }

    public IReadOnlyList<string> Faults =>
        [.. new[] { BatchSize, RetrainAfter, AuditPercent, L1, L2, PracticeGoal, LeaseMinutes }.Select(n => n.Fault).OfType<string>()];

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
            AuditShare = AuditPercent.Value / 100,
            Penalties = Penalties,
            Normalisation = Normalisation,
            Trainer = Trainer,
            L1 = (float)L1.Value,
            L2 = (float)L2.Value,
            Weights = Weights,
            ShowGuess = ShowGuess,
            PracticeGoal = (int)PracticeGoal.Value,
            LeaseMinutes = (int)LeaseMinutes.Value,
        });
    }
}
