using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Models;
using ActiveLabel.Vision.Featurization;
using ActiveLabel.Vision.Networks;

namespace ActiveLabel.Cli.Commands.Scoring;

/// <summary>Tells the classes of images that belong to no project.</summary>
internal static class ScoreCommand
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var words = new Argument<string[]>("PROJECT FOLDER")
        {
            Description = "The project whose newest model tells the classes, and a folder of images or a zip archive. With --network the folder alone.",
            Arity = new ArgumentArity(1, 2),
        };
        var network = new Option<string?>("--network") { Description = "An installed network tells the classes it was trained on, without a project." };
        var names = new Option<string?>("--names") { Description = "A file with the names of its classes, one a line; those of ImageNet unless said." };
        var top = new Option<int>("--top") { Description = "So many classes an image at most.", DefaultValueFactory = _ => 5 };
        var minimum = new Option<float>("--min-probability") { Description = "Classes that are less probable are left out.", DefaultValueFactory = _ => 0.1f };
        var device = DeviceOption.One();
        var json = Json.Option();
        var command = new Command("score", "Tell the classes of images in a folder.") { words, network, names, top, minimum, device, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var (most, least) = (parsed.GetValue(top), parsed.GetValue(minimum));
            if (most < 1) throw new WrongUseException($"--top must be 1 or more, not {most}.");
            if (!(least is >= 0 and <= 1)) throw new WrongUseException($"--min-probability must be between 0 and 1, not {least}.");
            var (project, folder) = (parsed.GetRequiredValue(words), parsed.GetValue(network)) switch
            {
                ([var name, var path], null) => (name, path),
                ([var path], { }) => (null, path),
                _ => throw new WrongUseException("Say either a project and a folder, or --network and a folder."),
            };
            if (project is not null && parsed.GetValue(names) is not null)
                throw new WrongUseException("--names goes with --network; a project knows the names of its classes.");
            using var source = ImportSource.Open(folder);
            if (source.Files.Count == 0) throw new WrongUseException($"There is no file in '{source.Name}'.");
            var provider = services(parsed);
            using var scorer = project is not null
                ? await FolderScorer.OfProjectAsync(provider, project, new Messages(), cancel)
                : await FolderScorer.OfNetworkAsync(
                    provider.GetRequiredService<NetworkCatalogue>(), parsed.GetValue(network)!, parsed.GetValue(names), new Messages(), cancel);
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
