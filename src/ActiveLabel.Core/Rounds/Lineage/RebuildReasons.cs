using ActiveLabel.Core.Models;

namespace ActiveLabel.Core.Rounds.Lineage;

/// <summary>Why a round did not come out the same, in sentences.</summary>
internal static class RebuildReasons
{
    /// <param name="obstacle">What made it impossible; or null.</param>
    public static IEnumerable<string> Of(IReadOnlyList<RebuildCheck> checks, ModelOrigin? origin, ModelVersion version, string? obstacle)
    {
        if (obstacle is not null)
            yield return obstacle;

        var differing = checks.Where(c => c.IsSame == false).Select(c => c.Part).ToHashSet();
        if (differing.Contains(RebuildPart.Log) || differing.Contains(RebuildPart.TrainingSet))
            yield return "The log does not give the labels of then: entries of it were changed outside this program.";
        if (differing.Contains(RebuildPart.Vectors) || differing.Contains(RebuildPart.Graph))
            yield return "The vectors are not those of then.";

        var program = origin?.Program.Version ?? version.ProgramVersion;
        if (program != ProgramFacts.Present.Version)
            yield return $"Another version of the program trained it: {program}, and this is {ProgramFacts.Present.Version}.";
        if (origin is null)
        {
            if (obstacle is null && version.Outcome is { Guesses: > 0 })
                yield return "It was trained before it was recorded by what rounds guess, and it learned from guesses: only its training set can be checked.";
            yield break;
        }

        if (origin.Program.Runtime != ProgramFacts.Present.Runtime)
            yield return $"Another .NET ran it: {origin.Program.Runtime}, and this is {ProgramFacts.Present.Runtime}.";
        if (origin.Program.Processor != ProgramFacts.Present.Processor)
            yield return $"Another kind of processor computed it, which rounds the last digits otherwise: {origin.Program.Processor}, and this is {ProgramFacts.Present.Processor}.";
    }
}
