using System.CommandLine;
using System.Globalization;
using ActiveLabel.Vision.Drawing;

namespace ActiveLabel.Cli.Commands;

/// <summary>Draws the pictures of seed-images; the committed ones come from the defaults.</summary>
internal static class SeedImagesCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out") { Description = "Where to write the pictures and labels.csv.", Required = true };
        var count = new Option<int>("--count") { Description = "How many pictures, 1 to 9999.", DefaultValueFactory = _ => KnotGenerator.DefaultCount };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > KnotGenerator.LargestCount)
                result.AddError($"--count wants a number from 1 to {KnotGenerator.LargestCount}.");
        });
        var seed = new Option<int>("--seed") { Description = "The same seed draws the same pictures, to the byte.", DefaultValueFactory = _ => KnotGenerator.DefaultSeed };
        var command = new Command("seed-images", "Draw labelled pictures of knots in sawn softwood.") { folder, count, seed };
        command.SetAction(async (parsed, cancel) =>
        {
            var target = parsed.GetRequiredValue(folder).FullName;
            var total = parsed.GetRequiredValue(count);
            await Task.Run(() => KnotGenerator.Write(target, total, parsed.GetRequiredValue(seed), cancel), cancel);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Drew {total} pictures."));
            await Console.Out.WriteLineAsync(Path.Combine(target, KnotGenerator.LabelsFile));
            return 0;
        });
        return command;
    }
}
