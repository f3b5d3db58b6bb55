using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.Simulation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Sampling;

namespace ActiveLabel.Cli.Simulations;

/// <summary>The names under which the command line knows strategies, starts and class weights.</summary>
internal static class StrategyNames
{
    /// <exception cref="WrongUseException">A name is none of a strategy; the message lists those that are.</exception>
    public static IReadOnlyList<QueryStrategy> Parse(string names) =>
        [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(QueryStrategy.Parse)];

    /// <exception cref="WrongUseException">The name is none of a start; the message lists those that are.</exception>
    public static SimulationStart ParseStart(string name) => name.ToLowerInvariant() switch
    {
        "centroid" => SimulationStart.Centroid,
        "random" => SimulationStart.Random,
        "typical" => SimulationStart.Typical,
        "given" => SimulationStart.Given,
        _ => throw new WrongUseException($"There is no start '{name}': choose among centroid, random, typical, given."),
    };

    /// <exception cref="WrongUseException">The name is none of a weighting; the message lists those that are.</exception>
    public static ClassWeights ParseWeights(string name) => name.ToLowerInvariant() switch
    {
        "equal" => ClassWeights.Equal,
        "balanced" => ClassWeights.Balanced,
        _ => throw new WrongUseException($"There are no class weights '{name}': choose among equal, balanced."),
    };

    /// <exception cref="WrongUseException">The name is none of a choice; the message lists those that are.</exception>
    public static Spreading ParseSpreading(string name) => name.ToLowerInvariant() switch
    {
        "default" => Spreading.Default,
        "all" => Spreading.All,
        "none" => Spreading.None,
        _ => throw new WrongUseException($"Labels cannot be spread to '{name}': choose among default, all, none."),
    };
}
