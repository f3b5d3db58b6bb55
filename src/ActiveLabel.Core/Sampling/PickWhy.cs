namespace ActiveLabel.Core.Sampling;

/// <summary>What about an image had it picked.</summary>
public enum PickCause
{
    /// <summary>Nobody kept it: picked by an older version, or by no round yet.</summary>
    NotTold,

    /// <summary>Drawn at random for the audit arm.</summary>
    RandomCheck,

    /// <summary>Drawn at random by a strategy that draws, or where nothing else was known.</summary>
    Drawn,

    /// <summary>In the middle of a cluster, at the start.</summary>
    StandsForGroup,

    /// <summary>Typical of a group that has no label.</summary>
    TypicalOfUnseen,

    /// <summary>The model takes it for one of two classes nearly as much as for the other.</summary>
    UnsureBetween,

    /// <summary>The model is less sure of it than of others, but of one class more than of any other.</summary>
    LessSure,

    CommitteeDisagrees,

    /// <summary>Its label is expected to change the model most.</summary>
    ChangesModel,

    /// <summary>Far from what is labelled and from the others picked with it.</summary>
    Differs,

    /// <summary>Its answer is doubtful enough that another person's would help more than one about a new image.</summary>
    SecondOpinion,
}

/// <summary>Why an image was picked.</summary>
/// <param name="ClassId">With <see cref="PickCause.UnsureBetween"/> the class taken to be likeliest; else null.</param>
/// <param name="OtherClassId">The one after it.</param>
public readonly record struct PickWhy(PickCause Cause, long? ClassId = null, long? OtherClassId = null)
{
    /// <summary>Between two classes whose probabilities lie farther apart nobody would call it unsure.</summary>
    private const float UnsureGap = 0.5f;

    /// <summary>Why a query strategy picked an image.</summary>
    /// <param name="probabilities">[K] of the image.</param>
    /// <param name="classIds">[K], or null where classes have no ids.</param>
    internal static PickWhy Of(UtilityKind utility, BatchKind batch, double useful, ReadOnlySpan<float> probabilities, IReadOnlyList<long>? classIds) => utility switch
    {
        UtilityKind.None => new PickWhy(PickCause.Differs),
        UtilityKind.Random => new PickWhy(batch == BatchKind.Top ? PickCause.Drawn : PickCause.Differs),
        UtilityKind.Committee => new PickWhy(PickCause.CommitteeDisagrees),
        UtilityKind.ModelChange => new PickWhy(PickCause.ChangesModel),
        // Images outside the neighbour graph, and those just like a labelled one, come after all others as the seed has it.
        UtilityKind.Typicality => new PickWhy(useful > 0 ? PickCause.TypicalOfUnseen : PickCause.Drawn),
        _ => Doubt(probabilities, classIds),
    };

    private static PickWhy Doubt(ReadOnlySpan<float> probabilities, IReadOnlyList<long>? classIds)
    {
        var (best, second) = (0, -1);
        for (var k = 1; k < probabilities.Length; k++)
        {
            if (probabilities[k] > probabilities[best]) (best, second) = (k, best);
            else if (second < 0 || probabilities[k] > probabilities[second]) second = k;
        }

        return second < 0 || probabilities[best] - probabilities[second] > UnsureGap
            ? new PickWhy(PickCause.LessSure)
            : new PickWhy(PickCause.UnsureBetween, classIds?[best] ?? best, classIds?[second] ?? second);
    }
}
