namespace ActiveLabel.Core.Evaluation.Simulation.Curves;

/// <summary>A mean learning curve, read the other way round: images asked about, and the balanced accuracy with them.</summary>
internal readonly record struct CrossedCurve(double[] Asked, double[] BalancedAccuracy)
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
