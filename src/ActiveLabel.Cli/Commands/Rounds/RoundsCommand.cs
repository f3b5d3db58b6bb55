using System.CommandLine;

namespace ActiveLabel.Cli.Commands.Rounds;

/// <summary>The rounds that a project has had.</summary>
internal static class RoundsCommand
{
    public static Command Create(Func<ParseResult, IServiceProvider> services) =>
        new("rounds", "The rounds that a project has had.") { ListRoundsVerb.Create(services), RebuildVerb.Create(services) };
}
