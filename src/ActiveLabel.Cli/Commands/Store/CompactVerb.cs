using System.CommandLine;
using System.Globalization;
using ActiveLabel.Cli.Terminal;
using ActiveLabel.Core.Features;
using ActiveLabel.Vision.Storage.Upkeep;

namespace ActiveLabel.Cli.Commands.Store;

/// <summary>Gives back the room of vectors that no image has any more.</summary>
internal static class CompactVerb
{
    public static Command Create(Func<ParseResult, IServiceProvider> services)
    {
        var vectors = new Option<VectorForm?>("--vectors") { Description = "float32 or float16: the form of all vectors from now on." };
        var json = Json.Option();
        var command = new Command("compact", "Drop the vectors that no image has any more, and give back their room.") { vectors, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var provider = services(parsed);
            var progress = StoreCommand.Progress("Compacting", provider.GetRequiredService<TimeProvider>());
            var report = await provider.GetRequiredService<StoreCompaction>().RunAsync(parsed.GetValue(vectors), progress, cancel);
            if (parsed.GetValue(json))
                Json.Write(report, StoreJson.Default.CompactReport);
            else
                Print(report);
        });
        return command;
    }

    private static void Print(CompactReport report)
    {
        if (report.Files.Count > 0)
        {
            Columns.Write(
                ["FEATURIZER", "VECTORS", "IN USE", "DROPPED", "BEFORE", "AFTER"],
                report.Files.Select(file => (string[])
                [
                    file.Featurizer, file.Vectors?.ToString().ToLowerInvariant() ?? "none", $"{file.InUse}", $"{file.Forgotten}", Size(file.BytesBefore), Size(file.BytesAfter),
                ]));
        }
        StoreCommand.TellForeign(report.Foreign);
        Console.WriteLine($"The vectors took {Size(report.Files.Sum(f => f.BytesBefore))} and take {Size(report.Files.Sum(f => f.BytesAfter))} now.");
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
