using System.Globalization;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Labels;
using ActiveLabel.Core.Labels.Consensus;
using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>Compares a version with what came out when its round was done again.</summary>
internal sealed class Rebuilding(ModelVersion version, ModelOrigin? origin)
{
    private readonly List<RebuildCheck> _checks = [];

    /// <summary>In whatever order they were made, each after those on which it rests.</summary>
    public IReadOnlyList<RebuildCheck> Checks => [.. _checks.OrderBy(c => c.Part == RebuildPart.Log ? 0 : 1)];

    public string WeightsHash { get; } = origin?.WeightsHash ?? Fingerprints.Of(version.Model);

    public string? RebuiltHash { get; private set; }

    public bool AllSame => RebuiltHash is not null && _checks.TrueForAll(c => c.IsSame != false);

    /// <summary>Whether the answers that the round took are those that the log gives, up to where it read it.</summary>
    /// <param name="log">By image.</param>
    public void Log(ProjectSnapshot snapshot, IReadOnlyDictionary<long, Answer> log)
    {
        if (snapshot.Policy.Consensus == ConsensusMethod.DawidSkene)
        {
            Add(RebuildPart.Log, same: null, "People were weighed by how right they had been found to be then: what came of it is recorded with the model, not in the log.");
            return;
        }

        var others = snapshot.Images.Count(i =>
            (i.Answer?.ClassId, i.Answer?.Audit, i.Answer is null) != (log.GetValueOrDefault(i.Id)?.ClassId, log.GetValueOrDefault(i.Id)?.Audit, !log.ContainsKey(i.Id)));
        Add(RebuildPart.Log, others == 0, string.Create(CultureInfo.InvariantCulture, $"Of {others:N0} {(others == 1 ? "image" : "images")} the log up to there says something else than the round took."));
    }

    public void TrainingSet(ProjectSnapshot snapshot)
    {
        var same = snapshot.HashOf(snapshot.Labelled) == version.TrainingSetHash;
        var (then, now) = (version.TrainingCount, snapshot.Labelled.Count);
        Add(RebuildPart.TrainingSet, same, then == now
            ? "The same number of images, but not all of them with the classes of then."
            : string.Create(CultureInfo.InvariantCulture, $"There are {now:N0} labelled images now, and the model learned from {then:N0}."));
    }

    public void Graph(string? hash) => Compare(RebuildPart.Graph, origin?.GraphHash, hash, "Other links between the images: the vectors of some unlabelled images are not those of then.");

    public void Model(RoundModel made)
    {
        Compare(RebuildPart.Vectors, origin?.VectorsHash, made.VectorsHash, "They were computed anew, changed their form, or are damaged: run 'activelabel store verify'.");
        Compare(RebuildPart.Guesses, origin?.GuessesHash, made.Trained.GuessesHash, "Other guesses of unlabelled images.");
        Add(RebuildPart.Settings, made.Options == version.Options, $"Then {Words(version.Options)}; now {Words(made.Options)}.");
        Weights(made.Trained.Model);
        Add(RebuildPart.Temperature, made.Temperature.Equals(version.Temperature), string.Create(
            CultureInfo.InvariantCulture, $"Then {version.Temperature:R}, now {made.Temperature:R}."));
        Add(RebuildPart.Figures, Same(version.Evaluation, made.Evaluation), (version.Evaluation, made.Evaluation) switch
        {
            ({ } then, { } now) => string.Create(
                CultureInfo.InvariantCulture, $"Then an accuracy of {then.Accuracy:0.####} on {then.Count:N0} images, now of {now.Accuracy:0.####} on {now.Count:N0}."),
            (null, _) => "Nothing could judge it then.",
            (_, null) => "Nothing can judge it now.",
        });
    }

    public void Weights(Classifier model)
    {
        RebuiltHash = Fingerprints.Of(model);
        Add(RebuildPart.Weights, RebuiltHash == WeightsHash, (version.Model, model) switch
        {
            (LinearModel then, LinearModel now) when then.Weights.Count == now.Weights.Count => string.Create(
                CultureInfo.InvariantCulture,
                $"{Distinct(then, now):N0} of {then.Weights.Count:N0} differ, by {then.Weights.Zip(now.Weights, (a, b) => Math.Abs(a - b)).Max():0.#####E+0} at most; the greatest is {then.Weights.Max(w => Math.Abs(w)):0.###}."),
            _ => "Another model came out.",
        });
    }

    private void Compare(RebuildPart part, string? then, string? now, string otherwise)
    {
        if (then is not null || now is not null)
            Add(part, origin is null ? null : then == now, origin is null ? "It was not recorded then." : otherwise);
    }

    private void Add(RebuildPart part, bool? same, string otherwise) => _checks.Add(new RebuildCheck(part, same, same == true ? null : otherwise));

    private static int Distinct(LinearModel then, LinearModel now) => then.Weights.Zip(now.Weights).Count(w => !w.First.Equals(w.Second));

    private static bool Same(EvaluationSummary? then, EvaluationSummary? now) => then is null || now is null
        ? then is null && now is null
        : (then.Basis, then.Count, then.Accuracy, then.BalancedAccuracy, then.MacroF1, then.LogLoss)
            == (now.Basis, now.Count, now.Accuracy, now.BalancedAccuracy, now.MacroF1, now.LogLoss)
          && then.Auc.SequenceEqual(now.Auc);

    private static string Words(TrainingOptions options) => string.Create(
        CultureInfo.InvariantCulture, $"{options.Trainer}, L1 {options.L1}, L2 {options.L2}{(options.WithoutGuesses ? ", without guesses" : "")}");
}
