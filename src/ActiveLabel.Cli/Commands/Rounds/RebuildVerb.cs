using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Cli.Commands.Rounds;

/// <summary>Does a round again from the log and tells whether the same model comes out.</summary>
internal static class RebuildVerb
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string>("PROJECT") { Description = "The project's name." };
        var number = new Argument<int>("N") { Description = "The round's number, as 'rounds list' has it." };
        var fromVectors = new Option<bool>("--from-vectors") { Description = "Also find out anew which images look alike, where that is kept from the round. Takes longer." };
        var json = Json.Option();
        var command = new Command("rebuild", "Do a round again from the log and tell whether the same model comes out, weight by weight. Changes nothing, and may run beside a server.")
        {
            project, number, fromVectors, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var provider = services(parsed);
            var found = await provider.GetRequiredService<IProjectStore>().GetAsync(parsed.GetRequiredValue(project), cancel);
            var report = await provider.GetRequiredService<RoundRebuilder>().RebuildAsync(found.Id, parsed.GetValue(number), parsed.GetValue(fromVectors), cancel);
            if (parsed.GetValue(json))
                Json.Write(RebuiltReport.Of(found.Name, report), RoundsJson.Default.RebuiltReport);
            else
                RebuildText.Print(report, Console.Out);

            return report.Verdict == RebuildVerdict.Identical ? 0 : 1;
        });
        return command;
    }
}
