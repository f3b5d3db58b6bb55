using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation;
using ActiveLabel.Core.Models;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands;

/// <summary>Says how good a model version is, by images that did not train it.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string>("PROJECT") { Description = "The project's name." };
        var version = new Option<int?>("--version") { Description = "The model version to judge; the newest unless said.", HelpName = "N" };
        var curves = new Option<bool>("--curves") { Description = "Give the points of the ROC and precision-recall curves too; with --json." };
        var json = Json.Option();
        var command = new Command("evaluate", "Judge a model version by images that did not train it.") { project, version, curves, json };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(curves) && !parsed.GetValue(json))
                throw new WrongUseException("--curves goes with --json: the curves are drawn on the Review page.");

            var report = await RunAsync(services(parsed), parsed.GetRequiredValue(project), parsed.GetValue(version), parsed.GetValue(curves), cancel);
            if (parsed.GetValue(json))
                Json.Write(report, EvaluateJson.Default.EvaluateReport);
            else
                EvaluateTable.Print(report, Console.Out);

            return 0;
        });
        return command;
    }

    private static async Task<EvaluateReport> RunAsync(IServiceProvider services, string name, int? number, bool curves, CancellationToken cancel)
    {
        var project = await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel);
        var version = await FindAsync(services.GetRequiredService<IModelStore>(), project, number, cancel);
        var (review, reason) = await services.GetRequiredService<ModelReviewer>().ReviewAsync(version, cancel);
        return review is null
            ? throw new WrongUseException($"Version {version.Number} of '{project.Name}' cannot be judged. {reason}")
            : EvaluateReport.Of(project, review, curves);
    }

    private static async Task<ModelVersion> FindAsync(IModelStore models, Project project, int? number, CancellationToken cancel)
    {
        var versions = await models.ListAsync(project.Id, cancel);
        if (versions.Count == 0)
            throw new WrongUseException($"'{project.Name}' has no model yet: label images of two classes, then run 'activelabel train'.");

        var found = number is null ? versions[^1] : versions.FirstOrDefault(v => v.Number == number)
            ?? throw new WrongUseException($"'{project.Name}' has no version {number}: there are {string.Join(", ", versions.Select(v => v.Number))}.");
        return await models.FindAsync(found.Id, cancel)
            ?? throw new WrongUseException($"Version {found.Number} of '{project.Name}' has just been removed.");
    }
}
