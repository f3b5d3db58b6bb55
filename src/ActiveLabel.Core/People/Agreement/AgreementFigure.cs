using ActiveLabel.Core.Evaluation;

namespace ActiveLabel.Core.People.Agreement;

/// <summary>Why a measure of agreement has no value.</summary>
public enum AgreementGap
{
    None,

    /// <summary>No image has answers of two people.</summary>
    NoOverlap,

    /// <summary>
    /// Everybody said the same of everything: chance would agree as well, and the measure is 0 / 0. What can be told is that
    /// all agreed, not that they could have told another class.
    /// </summary>
    OneCategory,
}

/// <summary>A measure of agreement corrected for chance: 1 where all agree, 0 where they agree as chance would, below 0 where less.</summary>
/// <param name="Value">Null where there is a <paramref name="Gap"/>.</param>
/// <param name="Interval">Of 95 %; null where there is no value, or the images cannot tell.</param>
/// <param name="Units">Images with answers of two people or more: the others say nothing of agreement.</param>
/// <param name="Answers">About those images.</param>
public sealed record AgreementFigure(double? Value, Interval? Interval, int Units, int Answers, AgreementGap Gap);
