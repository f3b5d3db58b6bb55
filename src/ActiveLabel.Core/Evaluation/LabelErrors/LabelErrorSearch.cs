using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Evaluation.LabelErrors;

/// <summary>Which labels of a project are likely to be wrong, as it was at one moment. Immutable.</summary>
/// <param name="ProjectId">Whose.</param>
/// <param name="ModelVersionId">Whose settings trained the models that judged; null where the project had no version.</param>
/// <param name="LabelHash"><see cref="Rounds.ProjectSnapshot.HashOf"/> over the labelled images, pool and test.</param>
/// <param name="LabelMark">Place in the log up to which labels were read; what came later is not in it.</param>
/// <param name="ClassIds">Id of the project's class behind each zero-based class, in order.</param>
/// <param name="ExpectedErrors">How many of the labels looked at are wrong, by <see cref="ConfidentJoint.ExpectedErrors"/>.</param>
/// <param name="WrongByClass">[K] the same by label.</param>
/// <param name="Suspects">How many labels from the first on are worth looking at: as many as count as another class than their own (<see cref="ConfidentJoint"/>).</param>
/// <param name="Labels">Labels looked at, the likeliest to be wrong first.</param>
/// <param name="LeftOut">Labels not looked at, since their class has too few for models to know it without them: class and number.</param>
/// <param name="At">When it was over.</param>
public sealed record LabelErrorSearch(
    long ProjectId, long? ModelVersionId, string LabelHash, long LabelMark, IReadOnlyList<long> ClassIds, double ExpectedErrors, IReadOnlyList<double> WrongByClass,
    int Suspects, IReadOnlyList<SuspectedLabel> Labels, IReadOnlyList<KeyValuePair<int, int>> LeftOut, DateTimeOffset At)
{
    /// <summary>
    /// By what the labels are in order: of all orders, the one that found most labels that were made wrong on purpose
    /// (docs/measured.md). Where wrong labels fall on any class alike, no order finds more than that by the true probabilities:
    /// given the image, the odds that its label is wrong grow with (1 - p(label)) / p(label) alone.
    /// </summary>
    public const Suspicion Order = Suspicion.SelfConfidence;

    /// <summary>
    /// How rows count for the models that judge, whatever the project's policy says: balanced weights would make each class as
    /// probable as any other, and frequent classes be suspected of being rare ones.
    /// </summary>
    public const ClassWeights Weights = ClassWeights.Equal;

    /// <summary>Parts that the labelled images of the pool are cut into, each judged by a model of the others.</summary>
    public const int Folds = 5;

    /// <summary>Images labelled as that class and taken for it by models, those first of which they are surest.</summary>
    public IEnumerable<long> Surest(int k)
    {
        for (var at = Labels.Count - 1; at >= 0; at--)
        {
            if (Labels[at].Given == k && Labels[at].AgreesWithModel)
                yield return Labels[at].ImageId;
        }
    }
}
