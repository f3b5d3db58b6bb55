namespace ActiveLabel.Core.Evaluation.Simulation.Curves;

/// <summary>Where a learning curve first reaches a balanced accuracy.</summary>
public enum Crossing
{
    /// <summary>With the start already: it may be had with fewer labels than were ever tried.</summary>
    AtStart,

    /// <summary>Between two rounds, or with one of them.</summary>
    Within,

    /// <summary>Not within the rounds replayed: it takes more labels than they have.</summary>
    Never,
}
