using System.CommandLine;
using System.Globalization;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;
using ActiveLabel.Core.Rounds;
using ActiveLabel.Core.Rounds.Lineage;

namespace ActiveLabel.Cli.Commands.Rounds;

/// <summary>Lists a project's rounds with the models that they made.</summary>
internal static class ListRoundsVerb
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string>("PROJECT") { Description = "The project's name." };
        var json = Json.Option();
        var command = new Command("list", "List a project's rounds and the models that they made.") { project, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var report = await ReadAsync(services(parsed), parsed.GetRequiredValue(project), cancel);
            if (parsed.GetValue(json))
                Json.Write(report, RoundsJson.Default.RoundListReport);
            else
                Print(report);

            return 0;
        });
        return command;
    }

    private static async Task<RoundListReport> ReadAsync(IServiceProvider services, string name, CancellationToken cancel)
    {
        var project = await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel);
        var versions = (await services.GetRequiredService<IModelStore>().ListAsync(project.Id, cancel)).ToDictionary(v => v.Id);
        var origins = await services.GetRequiredService<IOriginStore>().ListAsync(project.Id, cancel);
        return new RoundListReport(
            project.Name,
            [
                .. (await services.GetRequiredService<IRoundStore>().ListAsync(project.Id, cancel)).Select(round =>
                {
                    var version = round.ModelVersionId is { } id ? versions.GetValueOrDefault(id) : null;
                    var origin = version is null ? null : origins.GetValueOrDefault(version.Id);
                    return new RoundReport(
                        round.Number, round.State, round.Reason, round.Strategy.ToString(), round.BatchSize, round.LabelCount, round.StartedAt, round.FinishedAt,
                        version?.Number, version?.Evaluation?.Accuracy, version?.Evaluation?.BalancedAccuracy, origin?.WeightsHash, origin?.Program.Version);
                }),
            ]);
    }

    private static void Print(RoundListReport report)
    {
        if (report.Rounds.Count == 0)
        {
            Console.WriteLine($"'{report.Project}' has had no round yet: label images, then run 'activelabel train'.");
            return;
        }

        Columns.Write(
            ["round", "state", "labels", "model", "accuracy", "balanced", "weights", "started"],
            report.Rounds.Select(r => (IReadOnlyList<string>)
            [
                $"{r.Round}", $"{r.State}", $"{r.Labels}", $"{r.ModelVersion}",
                r.Accuracy?.ToString("0.000", CultureInfo.InvariantCulture) ?? "", r.BalancedAccuracy?.ToString("0.000", CultureInfo.InvariantCulture) ?? "",
                r.WeightsHash?[..12] ?? "", r.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ]));
    }
}
