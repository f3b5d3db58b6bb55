using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Evaluation.LabelErrors;
using ActiveLabel.Core.Evaluation.LabelErrors.Trial;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands;

/// <summary>Lists the labels that are likely to be wrong, or measures how well they are found.</summary>
internal static class SuspectsCommand
{
    private const int DefaultTop = 20;

    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string>("PROJECT") { Description = "The project's name." };
        var top = new Option<int?>("--top") { Description = $"Labels to list; {DefaultTop} unless said, with --json all that are suspect.", HelpName = "N" };
        var trial = new Option<double?>("--trial") { Description = "Instead: make this share of the labels wrong in memory, 0.05 for a twentieth, and measure how many are found.", HelpName = "SHARE" };
        var seeds = new Option<int?>("--seeds") { Description = "With --trial: repetitions to average over; 5 unless said.", HelpName = "N" };
        var json = Json.Option();
        var command = new Command("suspects", "List the labels that are likely to be wrong, each judged by a model that it did not train.") { project, top, trial, seeds, json };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(top) is < 1)
                throw new WrongUseException("--top is 1 or more.");
            if (parsed.GetValue(trial) is { } share)
            {
                if (parsed.GetValue(top) is not null)
                    throw new WrongUseException("--trial measures and lists nothing: leave --top out.");

                var options = new TrialOptions(share, parsed.GetValue(seeds) ?? 5);
                options.Check();
                await TryAsync(services(parsed), parsed.GetRequiredValue(project), options, parsed.GetValue(json), cancel);
            }
            else if (parsed.GetValue(seeds) is not null)
            {
                throw new WrongUseException("--seeds goes with --trial.");
            }
            else
            {
                await ListAsync(services(parsed), parsed.GetRequiredValue(project), parsed.GetValue(top), parsed.GetValue(json), cancel);
            }

            return 0;
        });
        return command;
    }

    private static async Task ListAsync(IServiceProvider services, string name, int? top, bool json, CancellationToken cancel)
    {
        var project = await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel);
        var search = await services.GetRequiredService<LabelErrorFinder>().FindAsync(project.Id, Progress(services), cancel);
        await services.GetRequiredService<ILabelErrorStore>().KeepAsync(search, cancel);
        var most = Math.Min(search.Labels.Count, top ?? (json ? search.Suspects : DefaultTop));
        var images = await services.GetRequiredService<IImageStore>().FindAsync(project.Id, [.. search.Labels.Take(most).Select(l => l.ImageId)], cancel);
        var report = SuspectsReport.Of(project, search, images, most);
        if (json)
            Json.Write(report, SuspectsJson.Default.SuspectsReport);
        else
            report.Print();
    }

    private static async Task TryAsync(IServiceProvider services, string name, TrialOptions options, bool json, CancellationToken cancel)
    {
        var project = await services.GetRequiredService<IProjectStore>().GetAsync(name, cancel);
        var report = await services.GetRequiredService<LabelErrorTrial>().RunAsync(project.Id, options, Progress(services), cancel);
        if (json)
            Json.Write(report, SuspectsJson.Default.TrialReport);
        else
            SuspectsReport.Print(project.Name, options, report);
    }

    private static ProgressLine<(int Done, int Total)> Progress(IServiceProvider services) =>
        new(services.GetRequiredService<TimeProvider>(), at => ($"Training and judging: {at.Done} of {at.Total} models", at.Done == at.Total));
}
