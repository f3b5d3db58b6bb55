using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Models;
using ActiveLabel.Vision.Featurization;

namespace ActiveLabel.Cli.Commands.Scoring;

/// <summary>Tells the classes of images that belong to no project.</summary>
internal static class ScoreCommand
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string>("PROJECT") { Description = "The project whose newest model tells the classes." };
        var folder = new Argument<string>("FOLDER") { Description = "A folder of images, or a zip archive." };
        var top = new Option<int>("--top") { Description = "So many classes an image at most.", DefaultValueFactory = _ => 5 };
        var minimum = new Option<float>("--min-probability") { Description = "Classes that are less probable are left out.", DefaultValueFactory = _ => 0.1f };
        var device = new Option<string>("--device") { Description = "auto, cpu, cuda or cuda:N.", DefaultValueFactory = _ => "auto" };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("score", "Tell the classes of images in a folder.") { project, folder, top, minimum, device, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var (most, least) = (parsed.GetValue(top), parsed.GetValue(minimum));
            if (most < 1) throw new WrongUseException($"--top must be 1 or more, not {most}.");
            if (!(least is >= 0 and <= 1)) throw new WrongUseException($"--min-probability must be between 0 and 1, not {least}.");
            using var source = ImportSource.Open(parsed.GetRequiredValue(folder));
            if (source.Files.Count == 0) throw new WrongUseException($"There is no file in '{source.Name}'.");
            var provider = services(parsed);
            var scorer = await FolderScorer.OfProjectAsync(provider, parsed.GetRequiredValue(project), new Messages(), cancel);
            var vectors = await FeaturizationBar.ShowAsync(
                provider.GetRequiredService<TimeProvider>(),
                progress => provider.GetRequiredService<PassingImages>().RunAsync(
                    scorer.Featurizer, source.Files, parsed.GetRequiredValue(device), progress, cancel));
            var report = ScoreReport.Of(scorer, vectors, most, least);
            if (parsed.GetValue(json))
                Json.Write(report, ScoreJson.Default.ScoreReport);
            else
                report.Print(Console.Out);
        });
        return command;
    }
}
