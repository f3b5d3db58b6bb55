using System.Globalization;

namespace ActiveLabel.Cli.Simulations;

/// <summary>What weakens the figures of a simulation, in sentences.</summary>
internal static class SimulationWarnings
{
    private const int FewSeeds = 10, FewTestImages = 20;

    public static IReadOnlyList<string> Of(int seeds, int rounds, int roundsAsked, IReadOnlyList<string> classes, IReadOnlyList<int> testOfClass, int splits)
    {
        List<string> warnings = [];
        if (seeds == 1)
            warnings.Add("One seed: there are no standard errors, and luck cannot be told from merit.");
        else if (seeds < FewSeeds)
            warnings.Add($"{seeds} seeds: standard errors of so few are rough themselves; 20 tell more.");
        if (splits > 0 && seeds > splits)
            warnings.Add($"{seeds} seeds share {splits} splits, so standard errors are a little too small; as many splits as seeds avoid that.");

        var few = classes.Zip(testOfClass).Where(c => c.Second < FewTestImages).ToList();
        var judged = testOfClass.Count(n => n > 0);
        if (few.Where(c => c.Second > 0).Select(c => c.Second).DefaultIfEmpty(0).Min() is > 0 and var least)
            warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"Few test images: {string.Join(", ", few.Where(c => c.Second > 0).Select(c => $"{c.First} {c.Second}"))}. One image right or wrong moves balanced accuracy by up to {100.0 / judged / least:0.0} points."));
        if (few.Any(c => c.Second == 0))
            warnings.Add($"No test images of {string.Join(", ", few.Where(c => c.Second == 0).Select(c => c.First))}: nothing is said of them.");
        if (rounds < roundsAsked)
            warnings.Add($"The pool was used up after {rounds} of {roundsAsked} rounds.");
        return warnings;
    }
}
