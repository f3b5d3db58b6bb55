using ActiveLabel.Core;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Models.Penalties;

namespace ActiveLabel.Cli.Commands;

/// <summary>The names under which the command line knows what belongs to training.</summary>
internal static class TrainingNames
{
    public static string Of(TrainerKind trainer) => trainer switch
    {
        TrainerKind.Sdca => "sdca",
        TrainerKind.LightGbm => "lightgbm",
        _ => "elastic-net",
    };

    /// <exception cref="WrongUseException">The name is none of a trainer; the message lists those that are.</exception>
    public static TrainerKind ParseTrainer(string name) => name.ToLowerInvariant() switch
    {
        "elastic-net" => TrainerKind.ElasticNet,
        "sdca" => TrainerKind.Sdca,
        "lightgbm" => TrainerKind.LightGbm,
        _ => throw new WrongUseException($"There is no trainer '{name}': choose among elastic-net, sdca, lightgbm."),
    };

    /// <exception cref="WrongUseException">The name is none of a choice; the message lists those that are.</exception>
    public static PenaltyChoice ParsePenalties(string name) => name.ToLowerInvariant() switch
    {
        "fixed" => PenaltyChoice.Fixed,
        "automatic" => PenaltyChoice.Automatic,
        _ => throw new WrongUseException($"There are no penalties '{name}': choose among fixed, automatic."),
    };

    /// <exception cref="WrongUseException">The name is none of a choice; the message lists those that are.</exception>
    public static Normalisation ParseNormalisation(string name) => name.ToLowerInvariant() switch
    {
        "columns" => Normalisation.Columns,
        "within-class" => Normalisation.WithinClass,
        _ => throw new WrongUseException($"There is no normalisation '{name}': choose among columns, within-class."),
    };

    public static string Of(Normalisation normalisation) => normalisation == Normalisation.WithinClass ? "within-class" : "columns";
}
