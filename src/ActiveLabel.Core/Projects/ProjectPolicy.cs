using System.Text.Json.Serialization;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Core.Projects;

/// <summary>How a project samples, retrains and practises. Stored with the project; every value has a default.</summary>
/// <remarks>
/// The defaults are for new projects. A value that a stored policy does not have yet, since an older version wrote it, is
/// read as its type's zero (0, false, the first member): so zero must mean what was done before there was the value.
/// </remarks>
public sealed record ProjectPolicy
{
    /// <summary>More hidden checks than that would cost more work than they tell.</summary>
    public const double LargestGoldShare = 0.2;

    /// <summary>How the first images are picked, while there is no model.</summary>
    public StartStrategy Start { get; init; } = StartStrategy.Centroid;

    /// <summary>How images are picked once there is a model.</summary>
    public QueryStrategy Strategy { get; init; } = QueryStrategy.Default;

    /// <summary>Whether models also learn from labels spread to images that look alike, which count the less the more labels there are.</summary>
    public bool SpreadLabels { get; init; } = true;

    /// <summary>Images a round's batch holds; the queue shows them first.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>New labels after which the model retrains.</summary>
    public int RetrainAfter { get; init; } = 10;

    /// <summary>Share of the queue drawn at random (the audit arm), 0 to 1.</summary>
    public double AuditShare { get; init; } = 0.1;

    /// <summary>What trains the models. Only the elastic net learns from spread labels.</summary>
    public TrainerKind Trainer { get; init; } = TrainerKind.ElasticNet;

    /// <summary>Whether the penalties are those below, or chosen by cross-validation as labels grow.</summary>
    public PenaltyChoice Penalties { get; init; } = PenaltyChoice.Fixed;

    /// <summary>Strength of the L1 penalty (sparsity) against the sum of the rows' losses.</summary>
    public float L1 { get; init; }

    /// <summary>Strength of the L2 penalty (shrinkage) against the sum of the rows' losses. The default is measured: docs/evaluation.md.</summary>
    public float L2 { get; init; } = 2;

    /// <summary>Whether frequent classes count more in training. The default is measured: docs/evaluation.md.</summary>
    public ClassWeights Weights { get; init; } = ClassWeights.Balanced;

    /// <summary>In which coordinates the penalties hold. The default is measured: docs/evaluation.md.</summary>
    public Normalisation Normalisation { get; init; } = Normalisation.WithinClass;

    /// <summary>Source of every random choice of this project's rounds.</summary>
    public int Seed { get; init; } = 2017;

    /// <summary>Whether labelers see the model's guess: it speeds them up and biases them.</summary>
    public bool ShowGuess { get; init; }

    /// <summary>Right answers in practice after which labelling opens; 0 opens it at once.</summary>
    public int PracticeGoal { get; init; } = 15;

    /// <summary>Of these, right answers of each class. 0 means 4.</summary>
    public int PracticePerClass { get; init; } = 4;

    /// <summary>Answers at the end of practice of which most must be right. 0 means 10.</summary>
    public int PracticeWindow { get; init; } = 20;

    /// <summary>Share of these that must be right, 0 to 1. 0 means 0.8.</summary>
    public double PracticeShare { get; init; } = 0.9;

    /// <summary>Share of the images handed out to label that are gold images in secret, 0 to <see cref="LargestGoldShare"/>.</summary>
    public double GoldShare { get; init; }

    /// <summary>Minutes for which an image stays reserved for the person who sees it.</summary>
    public int LeaseMinutes { get; init; } = 5;

    /// <summary>Different people who shall answer about each image, 1 to 10. What older versions stored (0) means one: read <see cref="Opinions"/>.</summary>
    public int Overlap { get; init; } = 1;

    /// <summary>
    /// Whether a round also asks about answered images again, another person each, where that is expected to help more than a
    /// new image: <see cref="Sampling.SecondOpinions.ActiveLabScores"/>.
    /// </summary>
    public bool SecondOpinions { get; init; }

    /// <summary>What several people's answers about an image come to.</summary>
    public ConsensusMethod Consensus { get; init; }

    /// <summary>Whether images train the more the surer their answer is.</summary>
    public bool WeightByConfidence { get; init; }

    /// <summary>Different people who shall answer about each image, 1 or more.</summary>
    [JsonIgnore]
    public int Opinions => Math.Max(1, Overlap);
}
