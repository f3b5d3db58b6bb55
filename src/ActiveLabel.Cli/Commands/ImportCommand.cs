using System.CommandLine;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core;
using ActiveLabel.Core.Images;
using ActiveLabel.Core.Images.Import;
using ActiveLabel.Core.Projects;

namespace ActiveLabel.Cli.Commands;

/// <summary>Brings a folder or a zip archive of images into a project.</summary>
internal static class ImportCommand
{
    private const int NothingUsable = 1;

    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var project = new Argument<string>("PROJECT") { Description = "The project's name." };
        var path = new Argument<string>("PATH") { Description = "A folder or a zip archive." };
        var labels = new Option<string?>("--labels")
        {
            Description = "Where the classes are known from: folder (each image lies in a folder named like its class), "
                + "prefix:SEP (each file name begins with the class and SEP), or csv:FILE (columns file and label; only the files it names are imported).",
        };
        var split = new Option<string>("--split") { Description = "Whether the images are labelled to train or to judge.", DefaultValueFactory = _ => "pool" };
        split.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "pool", "test");
        var share = new Option<double?>("--test-share") { Description = "Put this share of each class into the test split, the rest into the pool." };
        var json = Json.Option();
        var command = new Command("import", "Bring images into a project.") { project, path, labels, split, share, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(split) is { Implicit: false } && result.GetResult(share) is { Implicit: false })
                result.AddError("--split and --test-share exclude each other: the share divides the images between both splits.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            var given = services(parsed);
            var target = await given.GetRequiredService<IProjectStore>().GetAsync(parsed.GetRequiredValue(project), cancel);
            using var source = ImportSource.Open(parsed.GetRequiredValue(path));
            var result = await given.GetRequiredService<ImageImporter>().ImportAsync(
                target,
                source,
                LabelsFrom(parsed.GetValue(labels), given.GetRequiredService<ILabelTableReader>()),
                new ImportOptions { Split = Enum.Parse<Split>(parsed.GetRequiredValue(split), ignoreCase: true), TestShare = parsed.GetValue(share) },
                new ProgressLine<ImportProgress>(given.GetRequiredService<TimeProvider>(), ImportText.Of),
                cancel);
            if (parsed.GetValue(json))
                Json.Write(ImportReport.Of(target, result), ImportJson.Default.ImportReport);
            else
                ImportText.Print(result);

            return result.Added == 0 && result.Duplicates.Count == 0 ? NothingUsable : 0;
        });
        return command;
    }

    private static ImportLabels LabelsFrom(string? asked, ILabelTableReader tables)
    {
        var (kind, rest) = asked?.Split(':', 2) switch
        {
            null => ("none", ""),
            [var alone] => (alone, ""),
            [var first, var second] => (first, second),
            _ => throw new InvalidOperationException(),
        };
        return kind switch
        {
            "none" => ImportLabels.None,
            "folder" when rest.Length == 0 => ImportLabels.Folder,
            "prefix" => ImportLabels.Prefix(rest),
            "csv" when File.Exists(rest) => ReadTable(rest, tables),
            "csv" => throw new WrongUseException($"There is no table '{rest}': write --labels csv:FILE."),
            _ => throw new WrongUseException($"Labels come from folder, prefix:SEP or csv:FILE, not from '{asked}'."),
        };
    }

    private static ImportLabels ReadTable(string path, ILabelTableReader tables)
    {
        using var file = File.OpenRead(path);
        return ImportLabels.Table(tables.Read(file, path));
    }
}
