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

/// <summary>A mean learning curve: images asked about, and the balanced accuracy with them.</summary>
internal readonly record struct MeanCurve(double[] Asked, double[] BalancedAccuracy)
{
    /// <summary>Labels for a balanced accuracy, straight lines between rounds; those of the start or the last round where they do not enclose it.</summary>
    public (Crossing Crossing, double Labels) LabelsFor(double balancedAccuracy)
    {
        for (var i = 0; i < Asked.Length; i++)
        {
            var reached = BalancedAccuracy[i];
            if (reached < balancedAccuracy)
                continue;

            if (i == 0)
                return (Crossing.AtStart, Asked[0]);

            var before = BalancedAccuracy[i - 1];
            return (Crossing.Within, Asked[i - 1] + ((Asked[i] - Asked[i - 1]) * (balancedAccuracy - before) / (reached - before)));
        }

        return (Crossing.Never, Asked[^1]);
    }
}
