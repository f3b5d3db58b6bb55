using ActiveLabel.Core;
using ActiveLabel.Core.Models.Penalties;

namespace ActiveLabel.Cli.Commands;

/// <summary>The names under which the command line knows what belongs to training.</summary>
internal static class TrainingNames
{
    /// <exception cref="WrongUseException">The name is none of a choice; the message lists those that are.</exception>
    public static PenaltyChoice ParsePenalties(string name) => name.ToLowerInvariant() switch
    {
        "fixed" => PenaltyChoice.Fixed,
        "automatic" => PenaltyChoice.Automatic,
        _ => throw new WrongUseException($"There are no penalties '{name}': choose among fixed, automatic."),
    };
}
