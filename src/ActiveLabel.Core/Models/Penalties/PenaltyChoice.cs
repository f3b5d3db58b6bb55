namespace ActiveLabel.Core.Models.Penalties;

/// <summary>Who says how strong the L1 and L2 penalties are.</summary>
public enum PenaltyChoice
{
    /// <summary>The policy's own two numbers.</summary>
    Fixed,

    /// <summary>Cross-validation on the labels, now and then: <see cref="AutomaticPenalties"/>. The policy's numbers stand in where there are too few labels.</summary>
    Automatic,
}
